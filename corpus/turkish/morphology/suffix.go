package morphology

// State is a place in the order of endings: what may follow depends on it alone.
type State uint8

// The states; those with a capital are where stems of the lexicon begin.
const (
	sEnd       State = iota // nothing follows
	Noun                    // a nominal stem, in the lexicon or derived
	Name                    // a proper name
	Other                   // adverbs, conjunctions, irregular forms of pronouns
	sPlural                 // -ler
	sPoss                   // possessive of the first and second person
	Possessed               // possessive of the third person
	sCase                   // dative, accusative, ablative, instrumental, equative
	sLoc                    // locative
	sGen                    // genitive
	sKi                     // relative -ki
	sCopK                   // -di, -se: persons -m -n -k
	sCopY                   // -miş: persons -im -sin -iz
	VerbA                   // verb stem, aorist -er
	VerbI                   // verb stem, aorist -ir
	Narrow                  // stem whose last vowel is swallowed by -iyor
	Causative               // causative
	Passive                 // passive
	sModal                  // ability and other helping verbs
	sNeg                    // negated
	sTenseK                 // -di, -se of verbs
	sTenseY                 // -iyor, -ecek, -miş, aorist, -meli, -mekte as predicates
	sOpt                    // -e optative
	sPartDik                // -dik
	sPartAcak               // -ecek
	sPartAn                 // -en
	sPartMis                // -miş
	sPartAor                // aorist as an adjective or noun
	sNounMa                 // -me
	sNounMak                // -mek
	sNounIs                 // -iş
	sAdverb                 // converbs
	sCopDir                 // -dir
	sDikPlural              // -dik and -ler: a possessive follows
	numStates
)

// suffix is one ending. In its form, A is a or e, I is ı, i, u or ü, D is d or t, C is c or ç, K is k, or ğ before a
// vowel; a letter in brackets stands after a vowel only, except (I), (A), which stand after a consonant only.
// A form that begins with < stands after a consonant, one that begins with > after a vowel.
type suffix struct {
	form string
	to   State
	name string
	kind suffixKind
}

// suffixKind says what an ending does to the lemma.
type suffixKind uint8

const (
	inflects suffixKind = iota
	derives             // the lemma ends behind it
)

var (
	plural = []suffix{{"lAr", sPlural, "plural", 0}}
	// the third person plural possessor has the form of plural and possessive
	possessives = []suffix{
		{"(I)m", sPoss, "poss.1sg", 0}, {"(I)n", sPoss, "poss.2sg", 0}, {"(I)mIz", sPoss, "poss.1pl", 0},
		{"(I)nIz", sPoss, "poss.2pl", 0}, {"(s)I", Possessed, "poss.3", 0},
	}
	cases = []suffix{
		{"(y)I", sCase, "acc", 0}, {"(y)A", sCase, "dat", 0}, {"DA", sLoc, "loc", 0}, {"DAn", sCase, "abl", 0},
		{"(n)In", sGen, "gen", 0}, {"(y)lA", sCase, "ins", 0}, {"CA", sCase, "equ", 0},
	}
	pronominalCases = []suffix{
		{"nI", sCase, "acc", 0}, {"nA", sCase, "dat", 0}, {"ndA", sLoc, "loc", 0}, {"ndAn", sCase, "abl", 0},
		{"nIn", sGen, "gen", 0}, {"ylA", sCase, "ins", 0}, {"ncA", sCase, "equ", 0},
	}
	copulas = []suffix{
		{"(y)DI", sCopK, "cop.past", 0}, {"(y)mIş", sCopY, "cop.evid", 0}, {"(y)sA", sCopK, "cop.cond", 0},
		{"DIr", sCopDir, "cop.dir", 0}, {"(y)ken", sAdverb, "cop.ken", 0},
		{"(y)Im", sCopDir, "1sg", 0}, {"sIn", sCopDir, "2sg", 0}, {"(y)Iz", sCopDir, "1pl", 0},
		{"sInIz", sCopDir, "2pl", 0}, {"CAsInA", sEnd, "casina", 0},
	}
	derivations = []suffix{
		{"lI", Noun, "-li", derives}, {"sIz", Noun, "-siz", derives}, {"lIK", Noun, "-lik", derives},
		{"CI", Noun, "-ci", derives}, {"CA", sAdverb, "-ca", derives}, {"sAl", Noun, "-sal", derives},
		{"CIK", Noun, "-cik", derives}, {"CAğIz", Noun, "-cağız", derives}, {"DAş", Noun, "-daş", derives},
		{"lAş", VerbI, "-laş", derives}, {"lAn", VerbI, "-lan", derives}, {"lA", VerbI, "-la", derives},
		{"lAm", Noun, "-lam", derives},
		{"gil", Noun, "-gil", derives}, {"vari", Noun, "-vari", derives}, {"hane", Noun, "-hane", derives},
		{"(I)msI", Noun, "-imsi", derives}, {"izm", Noun, "-izm", derives}, {"ist", Noun, "-ist", derives},
		{"zade", Noun, "-zade", derives}, {"iyet", Noun, "-iyet", derives}, {"(I)ncI", Noun, "-inci", derives},
		{"CAsI", Other, "-casi", derives}, {"kar", Noun, "-kar", derives}, {"(y)lI", Noun, "-yli", derives},
		{"lAsI", Noun, "-lasi", derives},
	}
	nameDerivations = []suffix{
		{"lI", Noun, "-li", derives}, {"sIz", Noun, "-siz", derives}, {"lIK", Noun, "-lik", derives},
		{"CI", Noun, "-ci", derives}, {"CA", Noun, "-ca", derives}, {"gil", Noun, "-gil", derives},
		{"izm", Noun, "-izm", derives}, {"ist", Noun, "-ist", derives}, {"vari", Noun, "-vari", derives},
		{"CIK", Noun, "-cik", derives}, {"lAş", VerbI, "-laş", derives},
	}
	persons = []suffix{
		{"(y)Im", sCopDir, "1sg", 0}, {"sIn", sCopDir, "2sg", 0}, {"(y)Iz", sCopDir, "1pl", 0},
		{"sInIz", sCopDir, "2pl", 0}, {"lAr", sTenseY, "3pl", 0}, {"DIr", sCopDir, "cop.dir", 0},
		{"(y)DI", sCopK, "cop.past", 0}, {"(y)mIş", sCopY, "cop.evid", 0}, {"(y)sA", sCopK, "cop.cond", 0},
		{"(y)ken", sAdverb, "cop.ken", 0}, {"CAsInA", sEnd, "casina", 0},
	}
	personsK = []suffix{
		{"m", sCopDir, "1sg", 0}, {"n", sCopDir, "2sg", 0}, {"k", sCopDir, "1pl", 0}, {"nIz", sCopDir, "2pl", 0},
		{"lAr", sCopK, "3pl", 0},
	}
	passive = []suffix{
		{">n", Passive, "passive", 0}, {"<In", Passive, "passive.in", 0}, {"<Il", Passive, "passive", 0},
		{">nIl", Passive, "passive", 0}, {"<InIl", Passive, "passive.in", 0},
	}
	causative   = []suffix{{"<DIr", Causative, "causative", 0}, {">t", Causative, "causative", 0}, {"t", Causative, "causative.t", 0}}
	verbEndings = []suffix{
		{"mA", sNeg, "neg", 0}, {"(y)AmA", sNeg, "unable", 0}, {"(y)AmIyor", sTenseY, "unable.prog", 0},
		{"mIyor", sTenseY, "neg.prog", 0}, {"(y)Abil", sModal, "able", 0}, {"(y)Iver", sModal, "-iver", 0},
		{"(y)Adur", sModal, "-edur", 0}, {"(y)Agel", sModal, "-egel", 0}, {"(y)Akal", sModal, "-ekal", 0},
		{"Iyor", sTenseY, "prog", 0}, {">yor", sTenseY, "prog", 0},
		{"mAz", sTenseY, "neg.aor", 0}, {"mAm", sCopDir, "neg.aor.1sg", 0}, {"mAyIz", sCopDir, "neg.aor.1pl", 0},
		{"(y)AmAz", sTenseY, "unable.aor", 0}, {"(y)AmAm", sCopDir, "unable.aor.1sg", 0},
		{"(y)AmAyIz", sCopDir, "unable.aor.1pl", 0}, {"mAz", sPartAor, "part.neg", 0},
		{"(y)AmAz", sPartAor, "part.unable", 0}, {"(y)IcI", Noun, "-ici", derives},
	}
	finite = []suffix{
		{"DI", sTenseK, "past", 0}, {"sA", sTenseK, "cond", 0}, {"mIş", sTenseY, "evid", 0},
		{"(y)AcAK", sTenseY, "fut", 0}, {"mAlI", sTenseY, "nec", 0}, {"mAktA", sTenseY, "prog2", 0},
		{"mAdA", sTenseY, "prog2", 0}, {"(y)A", sOpt, "opt", 0}, {"sIn", sEnd, "imp.3", 0}, {"sInlAr", sEnd, "imp.3pl", 0},
		{"(y)In", sEnd, "imp.2pl", 0}, {"(y)InIz", sEnd, "imp.2pl", 0}, {"sAnA", sEnd, "imp.sana", 0},
		{"DIK", sPartDik, "part.dik", 0}, {"(y)AcAK", sPartAcak, "part.fut", 0}, {"(y)An", sPartAn, "part.an", 0},
		{"mIş", sPartMis, "part.mis", 0}, {"mA", sNounMa, "noun.ma", 0}, {"mAK", sNounMak, "noun.mak", 0},
		{"(y)Iş", sNounIs, "noun.is", 0}, {"mAzlIK", Noun, "noun.mazlik", 0},
		{"(y)ArAk", sAdverb, "conv.arak", 0}, {"(y)Ip", sAdverb, "conv.ip", 0}, {"(y)IncA", sAdverb, "conv.ince", 0},
		{"DIkçA", sAdverb, "conv.dikce", 0}, {"mAdAn", sAdverb, "conv.meden", 0}, {"(y)AlI", sAdverb, "conv.eli", 0},
		{"mAksIzIn", sAdverb, "conv.meksizin", 0}, {"(y)AsI", sPartAor, "part.esi", 0}, {"(y)AsIyA", sEnd, "conv.esiye", 0},
		{"(y)ArAktAn", sEnd, "conv.arak", 0}, {"(y)IncAyA", sEnd, "conv.ince", 0}, {"mAcA", sEnd, "noun.mece", 0},
	}
	aoristA = []suffix{
		{"<Ar", sTenseY, "aor", 0}, {">r", sTenseY, "aor", 0}, {"<Ar", sPartAor, "part.aor", 0}, {">r", sPartAor, "part.aor", 0},
	}
	aoristI = []suffix{
		{"(I)r", sTenseY, "aor", 0}, {"(I)r", sPartAor, "part.aor", 0},
	}
	negative = []suffix{
		{"yAbil", sModal, "able", 0}, {"z", sTenseY, "neg.aor", 0}, {"z", sPartAor, "part.neg", 0},
		{"m", sCopDir, "neg.aor.1sg", 0}, {"yIz", sCopDir, "neg.aor.1pl", 0}, {"yIver", sModal, "-iver", 0},
	}
	locative   = []suffix{{"ki", sKi, "ki", 0}}
	optative   = []suffix{{"yIm", sEnd, "opt.1sg", 0}, {"lIm", sEnd, "opt.1pl", 0}, {"sIn", sEnd, "opt.2sg", 0}, {"lAr", sEnd, "opt.3pl", 0}, {"sInIz", sEnd, "opt.2pl", 0}}
	partDerive = []suffix{{"lIK", Noun, "-lik", derives}}
	maDerive   = []suffix{{"lI", Noun, "-li", derives}, {"sIz", Noun, "-siz", derives}, {"CI", Noun, "-ci", derives}, {"lIK", Noun, "-lik", derives}}
)

// grammar lists the endings that may follow each State.
var grammar = [numStates][][]suffix{
	Noun:       {plural, possessives, cases, copulas, derivations},
	Name:       {plural, possessives, cases, copulas, nameDerivations},
	Other:      {copulas, {{"ki", sKi, "ki", 0}, {"lIK", Noun, "-lik", derives}, {"CA", sEnd, "equ", 0}}},
	sPlural:    {possessives, cases, copulas, {{"CA", sAdverb, "-ca", 0}}},
	sPoss:      {cases, copulas},
	Possessed:  {pronominalCases, copulas},
	sCase:      {copulas},
	sLoc:       {locative, copulas},
	sGen:       {locative, copulas},
	sKi:        {plural, pronominalCases, copulas},
	sCopK:      {personsK},
	sCopY:      {persons[:6], {{"CAsInA", sEnd, "casina", 0}}},
	sCopDir:    {{{"lAr", sEnd, "3pl", 0}, {"DIr", sEnd, "cop.dir", 0}, {"DI", sEnd, "cop.past", 0}}},
	VerbA:      {passive, causative, verbEndings, finite, aoristA},
	VerbI:      {passive, causative, verbEndings, finite, aoristI},
	Narrow:     {{{"Iyor", sTenseY, "prog", 0}}},
	Causative:  {passive, causative, verbEndings, finite, aoristI},
	Passive:    {{{"<DIr", Causative, "causative", 0}, {"<Il", Passive, "passive2", 0}}, verbEndings, finite, aoristI},
	sModal:     {verbEndings, finite, aoristI, {{"<Il", Passive, "passive", 0}, {"<In", Passive, "passive", 0}}},
	sNeg:       {negative, finite},
	sTenseK:    {personsK, {{"(y)DI", sCopK, "cop.past", 0}, {"(y)sA", sCopK, "cop.cond", 0}, {"(y)mIş", sCopY, "cop.evid", 0}}},
	sTenseY:    {persons},
	sOpt:       {optative, {{"(y)DI", sCopK, "cop.past", 0}}},
	sPartDik:   {possessives, {{"lAr", sDikPlural, "plural", 0}}, {{"DAn", sCase, "abl", 0}, {"DA", sEnd, "loc", 0}}, partDerive},
	sDikPlural: {possessives},
	sPartAcak:  {possessives, plural, cases, partDerive},
	sPartAn:    {possessives, plural, cases, copulas},
	sPartMis:   {plural, possessives, cases, partDerive},
	sPartAor:   {plural, possessives, cases, partDerive},
	sNounMa:    {plural, possessives, cases, copulas, maDerive},
	sNounMak:   {cases, copulas, maDerive},
	sNounIs:    {plural, possessives, cases, copulas, maDerive},
	sAdverb:    {copulas[:6], {{"ki", sKi, "ki", 0}}},
}

// endsName tells the states in which the base before an apostrophe may end.
var endsName = [numStates]bool{
	Noun: true, Name: true, Other: true, sPlural: true, Possessed: true, sNounMa: true, sNounIs: true,
}
