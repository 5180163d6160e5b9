package turkish

// meaning is what a word of a date expression does.
type meaning uint8

const (
	meansNumber meaning = iota + 1
	meansMonth
	meansShortName // of a month or, from 13 on, a weekday; only inside dates
	meansWeekday
	meansUnit
	meansDay
	meansBeforeLast
	meansShift
	meansPart
	meansNoon
	meansLast
	meansAgo
	meansHalf
	meansAndHalf
	meansLittle
	meansPresent
	meansWeekend
	meansEnd
	meansSince
	meansYana
	meansBetween
	meansAnd
	meansFiller
)

// unit is a measure of time.
type unit uint8

const (
	unitSecond unit = iota
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitYear
)

// part is a part of the day.
type part uint8

const (
	noPart part = iota
	partMorning
	partNoon
	partBeforeNoon
	partAfterNoon
	partEvening
	partNight
)

// partHours are the hours at which the parts of a day begin and end; those from 24 on are of the day after.
var partHours = [...][2]int{partMorning: {6, 12}, partNoon: {11, 14}, partBeforeNoon: {6, 12}, partAfterNoon: {12, 18},
	partEvening: {18, 24}, partNight: {21, 30}}

// whenWord is a word with its meaning and, where it has one, its number.
type whenWord struct {
	meaning meaning
	n       int
	// inflects says that case endings may follow.
	inflects bool
}

// whenWords holds the words of date expressions, folded.
var whenWords = map[string]whenWord{
	"bir": {meansNumber, 1, false}, "iki": {meansNumber, 2, false}, "uc": {meansNumber, 3, false},
	"dort": {meansNumber, 4, false}, "bes": {meansNumber, 5, false}, "alti": {meansNumber, 6, false},
	"yedi": {meansNumber, 7, false}, "sekiz": {meansNumber, 8, false}, "dokuz": {meansNumber, 9, false},
	"on": {meansNumber, 10, false}, "yirmi": {meansNumber, 20, false}, "otuz": {meansNumber, 30, false},
	"kirk": {meansNumber, 40, false}, "elli": {meansNumber, 50, false}, "altmis": {meansNumber, 60, false},
	"yetmis": {meansNumber, 70, false}, "seksen": {meansNumber, 80, false}, "doksan": {meansNumber, 90, false},

	"ocak": {meansMonth, 1, true}, "ocag": {meansMonth, 1, true}, "subat": {meansMonth, 2, true},
	"mart": {meansMonth, 3, true}, "nisan": {meansMonth, 4, true}, "mayis": {meansMonth, 5, true},
	"haziran": {meansMonth, 6, true}, "temmuz": {meansMonth, 7, true}, "agustos": {meansMonth, 8, true},
	"eylul": {meansMonth, 9, true}, "ekim": {meansMonth, 10, true}, "kasim": {meansMonth, 11, true},
	"aralik": {meansMonth, 12, true}, "aralig": {meansMonth, 12, true},

	"oca": {meansShortName, 1, false}, "sub": {meansShortName, 2, false}, "mar": {meansShortName, 3, false},
	"nis": {meansShortName, 4, false}, "may": {meansShortName, 5, false}, "haz": {meansShortName, 6, false},
	"tem": {meansShortName, 7, false}, "agu": {meansShortName, 8, false}, "eyl": {meansShortName, 9, false},
	"eki": {meansShortName, 10, false}, "kas": {meansShortName, 11, false}, "ara": {meansShortName, 12, false},
	"pzt": {meansShortName, 13, false}, "sal": {meansShortName, 14, false}, "car": {meansShortName, 15, false},
	"per": {meansShortName, 16, false}, "cum": {meansShortName, 17, false}, "cmt": {meansShortName, 18, false},
	"paz": {meansShortName, 19, false}, "pts": {meansShortName, 13, false}, "cts": {meansShortName, 18, false},

	"pazartesi": {meansWeekday, 0, true}, "sali": {meansWeekday, 1, true}, "carsamba": {meansWeekday, 2, true},
	"persembe": {meansWeekday, 3, true}, "cuma": {meansWeekday, 4, true}, "cumartesi": {meansWeekday, 5, true},
	"pazar": {meansWeekday, 6, true},

	"saniye": {meansUnit, int(unitSecond), true}, "sn": {meansUnit, int(unitSecond), true},
	"dakika": {meansUnit, int(unitMinute), true}, "dk": {meansUnit, int(unitMinute), true},
	"dak": {meansUnit, int(unitMinute), false}, "saat": {meansUnit, int(unitHour), true},
	"sa": {meansUnit, int(unitHour), false}, "gun": {meansUnit, int(unitDay), true},
	"hafta": {meansUnit, int(unitWeek), true}, "ay": {meansUnit, int(unitMonth), true},
	"yil": {meansUnit, int(unitYear), true}, "sene": {meansUnit, int(unitYear), true},

	"bugun": {meansDay, 0, true}, "dun": {meansDay, -1, true}, "yarin": {meansDay, 1, true},
	"evvelsi": {meansBeforeLast, -2, false}, "evvelki": {meansBeforeLast, -2, false},
	"onceki": {meansBeforeLast, -2, false}, "bu": {meansShift, 0, false}, "gecen": {meansShift, -1, false},
	"gectigimiz": {meansShift, -1, false}, "gelecek": {meansShift, 1, false},
	"onumuzdeki": {meansShift, 1, false},

	"sabah": {meansPart, int(partMorning), true}, "aksam": {meansPart, int(partEvening), true},
	"gece": {meansPart, int(partNight), true}, "ogle": {meansPart, int(partNoon), true},
	"oglen": {meansPart, int(partNoon), true}, "ogleden": {meansNoon, 0, false},

	"son": {meansLast, 0, false}, "once": {meansAgo, -1, false}, "evvel": {meansAgo, -1, false},
	"sonra": {meansAgo, 1, true}, "yarim": {meansHalf, 0, false}, "bucuk": {meansAndHalf, 0, false},
	"az": {meansLittle, 0, false}, "simdi": {meansPresent, 0, false}, "demin": {meansPresent, 1, false},
	"haftasonu": {meansWeekend, 0, true}, "sonu": {meansEnd, 0, true}, "beri": {meansSince, 0, false},
	"itibaren": {meansSince, 0, false}, "yana": {meansYana, 0, false}, "arasi": {meansBetween, 0, true},
	"ile": {meansAnd, 0, false}, "ve": {meansAnd, 0, false}, "tarih": {meansFiller, 0, true},
	"tarihli": {meansFiller, 0, false},
}

// whenTails are the endings of case, with or without a possessive, and of -ki and -dir, folded.
var whenTails = func() map[string]bool {
	all := map[string]bool{}
	for _, owner := range [...]string{"", "i", "u", "si", "su"} {
		all[owner] = true
		for _, end := range [...]string{"da", "de", "ta", "te", "dan", "den", "tan", "ten", "nda", "nde", "ndan", "nden",
			"in", "un", "nin", "nun", "a", "e", "ya", "ye", "na", "ne", "ni", "nu", "yi", "yu", "ki", "ku", "dir",
			"dur", "tir", "tur", "daki", "deki", "taki", "teki", "ndaki", "ndeki"} {
			all[owner+end] = true
		}
	}
	return all
}()

// maxWordLetters is longer than every word of whenWords with its longest tail.
const maxWordLetters = 20

// findWord returns the meaning of a folded word, which may bear a tail; false when it is unknown.
func findWord(word string) (whenWord, bool) {
	if len(word) > maxWordLetters {
		return whenWord{}, false
	}
	if found, ok := whenWords[word]; ok {
		return found, true
	}
	for end := len(word) - 1; end >= 2; end-- {
		if found, ok := whenWords[word[:end]]; ok && found.inflects && whenTails[word[end:]] {
			return found, true
		}
	}
	return whenWord{}, false
}
