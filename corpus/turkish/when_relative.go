package turkish

import (
	"cmp"
	"fmt"
)

// readShift reads what follows bu, geçen or gelecek.
func (p *whenParser) readShift(it item) error {
	next := p.peek(0)
	if it.n == 0 && next.meaning == meansYana {
		p.at++
		p.isSince = true
		return nil
	}
	p.at = min(p.at+1, len(p.items))
	switch next.meaning {
	case meansUnit:
		switch u := unit(next.n); {
		case u == unitDay && it.n == 0:
			return p.setDay(0, it.text)
		case u >= unitWeek:
			return p.setShift(u, it.n, u == unitWeek && p.accept(meansEnd), it.text)
		}
	case meansWeekend:
		return p.setShift(unitWeek, it.n, true, it.text)
	case meansWeekday:
		p.shift, p.isShifted = it.n, true
		return cmp.Or(p.claim(calendarBase, it.text), p.setWeekday(next.n+1, next.text))
	case meansMonth:
		p.shift, p.isShifted = it.n, true
		return cmp.Or(p.claim(calendarBase, it.text), p.setMonth(next.n, next.text))
	case meansPart:
		p.isShifted = it.n == 0
		if it.n > 0 || it.n < 0 && part(next.n) != partEvening && part(next.n) != partNight {
			break
		}
		return cmp.Or(p.setDay(it.n, it.text), p.setPart(part(next.n), next.text))
	}
	return fmt.Errorf("%q is not understood before %q", it.text, next.text)
}

func (p *whenParser) setShift(u unit, shift int, weekend bool, text string) error {
	if p.base != noBase {
		return fmt.Errorf("%q does not go with what is before it", text)
	}
	p.base, p.unit, p.shift, p.isWeekend = shiftBase, u, shift, weekend
	return nil
}

// readNoon reads what follows öğleden.
func (p *whenParser) readNoon(it item) error {
	next := p.peek(0)
	if next.meaning != meansAgo {
		return fmt.Errorf("önce or sonra is missing behind %q", it.text)
	}
	p.at++
	if next.n < 0 {
		return p.setPart(partBeforeNoon, it.text)
	}
	return p.setPart(partAfterNoon, it.text)
}

// readLast reads what follows son. Without a number it is one unit, but son dakika is news.
func (p *whenParser) readLast(it item) error {
	halves := 2
	isCounted := true
	switch next := p.peek(0); {
	case next.kind == numberItem:
		halves = 2 * p.take().n
		if p.accept(meansAndHalf) {
			halves++
		}
	case next.meaning == meansHalf:
		p.at++
		halves = 1
	default:
		isCounted = false
	}
	next := p.peek(0)
	if next.meaning != meansUnit || !isCounted && unit(next.n) < unitHour {
		return fmt.Errorf("a number and a unit such as gün are missing behind %q", it.text)
	}
	p.at++
	return p.setDistance(lastBase, halves, unit(next.n), -1, it.text)
}
