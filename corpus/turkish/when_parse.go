package turkish

import (
	"cmp"
	"errors"
	"fmt"
)

// whenParser reads the items of one expression.
type whenParser struct {
	items []item
	at    int
	expression
}

func readExpression(items []item) (*expression, error) {
	if len(items) == 0 {
		return nil, errors.New("one end of the range is missing; write both")
	}
	p := whenParser{items: items}
	for p.at < len(items) {
		if p.isSince {
			return nil, fmt.Errorf("%q is behind the end", items[p.at].text)
		}
		it := p.take()
		if err := p.read(it); err != nil {
			return nil, err
		}
	}
	return &p.expression, nil
}

func (p *whenParser) take() item {
	p.at++
	return p.items[p.at-1]
}

// peek returns the item n places ahead, one without meaning at the end.
func (p *whenParser) peek(n int) item {
	if p.at+n < len(p.items) {
		return p.items[p.at+n]
	}
	return item{}
}

// accept takes the next item when it has this meaning.
func (p *whenParser) accept(m meaning) bool {
	if p.peek(0).meaning == m {
		p.at++
		return true
	}
	return false
}

func (p *whenParser) acceptUnit(u unit) bool {
	if next := p.peek(0); next.meaning == meansUnit && next.n == int(u) {
		p.at++
		return true
	}
	return false
}

func (p *whenParser) read(it item) error {
	switch it.kind {
	case numberItem:
		return p.readNumber(it)
	case dateItem:
		return cmp.Or(p.setYear(it.year, it.text), p.setMonth(it.month, it.text), fill(&p.day, it.day, it.text))
	case monthItem:
		return cmp.Or(p.setYear(it.year, it.text), p.setMonth(it.month, it.text))
	case clockItem:
		return p.setClock(it.clock, it.text)
	case dottedItem:
		if !p.hasDay() {
			return fmt.Errorf("%q may be a date or a time; write saat before a time", it.text)
		}
		return p.setClock(it.clock, it.text)
	case wordItem:
		return p.readWord(it)
	}
	return fmt.Errorf("%q is not understood here", it.text)
}

// readNumber reads what begins with a number: a distance, a day of a month, a year.
func (p *whenParser) readNumber(it item) error {
	next := p.peek(0)
	half := 0
	if next.meaning == meansAndHalf {
		half = 1
		next = p.peek(1)
	}
	if ago := p.peek(half + 1); next.meaning == meansUnit && ago.meaning == meansAgo {
		p.at += half + 2
		return p.setDistance(agoBase, 2*it.n+half, unit(next.n), ago.n, it.text)
	}
	switch {
	case half > 0:
	case (next.meaning == meansMonth || next.meaning == meansShortName && next.n <= 12) && it.digits > 0 && it.digits <= 2:
		p.at++
		return cmp.Or(p.setMonth(next.n, next.text), fill(&p.day, it.n, it.text))
	case it.digits == 4:
		p.acceptUnit(unitYear)
		return p.setYear(it.n, it.text)
	case it.digits > 0 && it.digits <= 2 && len(p.items) == 1:
		p.lone = it.n
		return nil
	}
	return fmt.Errorf("the number %q is not understood here", it.text)
}

// setDistance sets a distance of halves/2 units in a direction. Only hours can be halved.
func (p *whenParser) setDistance(b base, halves int, u unit, direction int, text string) error {
	if p.base != noBase {
		return fmt.Errorf("%q does not go with what is before it", text)
	}
	p.base, p.unit, p.n = b, u, direction*halves/2
	switch {
	case halves < 1:
		return fmt.Errorf("%q is not from 1", text)
	case halves%2 == 0 && u == unitHour:
		p.n *= 60 * 60
	case u == unitHour:
		p.n, p.unit = direction*halves*30*60, unitMinute
	case halves%2 != 0:
		return fmt.Errorf("%q: only hours are halved; write smaller units", text)
	case u == unitMinute:
		p.n *= 60
	}
	return nil
}

func (p *whenParser) readWord(it item) error {
	switch it.meaning {
	case meansMonth:
		return p.setMonth(it.n, it.text)
	case meansShortName:
		return p.readShortName(it)
	case meansWeekday:
		return p.setWeekday(it.n+1, it.text)
	case meansUnit:
		return p.readUnit(it)
	case meansDay:
		return p.setDay(it.n, it.text)
	case meansBeforeLast:
		if !p.acceptUnit(unitDay) && p.peek(0).meaning != meansPart {
			return fmt.Errorf("gün is missing behind %q", it.text)
		}
		return p.setDay(it.n, it.text)
	case meansShift:
		return p.readShift(it)
	case meansPart:
		return p.setPart(part(it.n), it.text)
	case meansNoon:
		return p.readNoon(it)
	case meansLast:
		return p.readLast(it)
	case meansHalf:
		if p.acceptUnit(unitHour) && p.peek(0).meaning == meansAgo {
			return p.setDistance(agoBase, 1, unitHour, p.take().n, it.text)
		}
	case meansLittle:
		if p.peek(0).meaning == meansAgo && p.take().n < 0 {
			p.n = -1
			return p.claim(momentBase, it.text)
		}
	case meansPresent:
		p.n = -it.n
		return p.claim(momentBase, it.text)
	case meansWeekend:
		return p.setShift(unitWeek, 0, true, it.text)
	case meansSince:
		p.isSince = true
		return nil
	case meansFiller:
		if p.hasDay() {
			return nil
		}
	}
	return fmt.Errorf("%q is not understood here", it.text)
}

// readShortName reads a month or weekday of three letters, which stand only inside dates.
func (p *whenParser) readShortName(it item) error {
	switch {
	case it.n > 12 && p.day > 0:
		return p.setWeekday(it.n-12, it.text)
	case it.n <= 12 && p.peek(0).digits == 4:
		return p.setMonth(it.n, it.text)
	}
	return fmt.Errorf("%q stands only inside dates; write the whole name", it.text)
}

// readUnit reads a unit that no number or shift stands before: saat before a time, hafta sonu, and the words that only
// say what the one before is (cuma günü, Mayıs ayı, Haziran 2025 yılı).
func (p *whenParser) readUnit(it item) error {
	switch unit(it.n) {
	case unitHour:
		switch next := p.peek(0); {
		case next.kind == clockItem || next.kind == dottedItem:
			p.at++
			return p.setClock(next.clock, next.text)
		case next.kind == numberItem && next.digits > 0 && next.digits <= 2:
			p.at++
			return p.setClock(clockTime{hour: next.n, unit: unitHour}, next.text)
		}
	case unitDay:
		if p.hasDay() {
			return nil
		}
	case unitWeek:
		if p.accept(meansEnd) {
			return p.setShift(unitWeek, 0, true, it.text)
		}
	case unitMonth:
		if p.month > 0 && p.day == 0 {
			return nil
		}
	case unitYear:
		if p.year > 0 {
			return nil
		}
	}
	return fmt.Errorf("%q is not understood here", it.text)
}
