package turkish

import "strings"

const irregularMark = "="

// irregularNames maps spellings that the groups of letters do not join, or that only rules too wide for other names
// would, to the key of their class.
var irregularNames = func() map[string]string {
	keys := map[string]string{}
	for _, class := range irregularClasses {
		names := strings.Fields(class)
		for _, name := range names {
			keys[name] = irregularMark + class
		}
	}
	return keys
}()

var irregularClasses = [...]string{
	"muhammed muhammet muhammad mohammed mohammad mohamed mohamad muhamed",
	"yusuf yousuf youssef yousef youssouf yusef",
	"kaddafi gaddafi qaddafi kadhafi gadhafi qadhafi gadaffi",
	"selman salman",
	"mihail mikhail michail",
	"gorbaçov gorbacov gorbaçev gorbacev gorbachev gorbachov gorbatchev gorbatschow",
	"kruşçev kruscev hruşçov hruscov hruşçev khrushchev",
	"usame osama usama",
	"esad esed assad asad",
	"hüseyin huseyin hussein hussain husein",
	"hamaney hameney khamenei hamenei khameney",
	"humeyni hümeyni khomeini humeini",
	"ruhani rouhani rohani",
	"mursi morsi mursy",
	"çipras cipras tsipras",
	"ahmedinejad ahmedinecad ahmadinejad",
	"kuznetsov kuznetzov kuznetsow kuznecov",
	"şevçenko sevcenko shevchenko çevçenko",
	"çaykovski caykovski tchaikovsky tchaikovski çaykovskiy",
	"cokoviç cokovic djokovic djokoviç đokovic djokovich",
	"haşimi hasimi haşemi hashemi hashimi",
	"lukaşenko lukasenko lukashenko lukaşenka lukashenka",
	"süleymani suleymani soleimani suleimani",
}

func isIrregularName(word string) bool { return irregularNames[dotted(word)] != "" }

// IrregularNames returns the other spellings of an Exact term that stands in the table of irregular names; nil for one
// that does not.
func IrregularNames(exact string) []string {
	exact = dotted(exact)
	class := strings.TrimPrefix(irregularNames[exact], irregularMark)
	var others []string
	for _, name := range strings.Fields(class) {
		if name != exact {
			others = append(others, name)
		}
	}
	return others
}
