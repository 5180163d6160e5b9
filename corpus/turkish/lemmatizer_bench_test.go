package turkish

import "testing"

var lemmaWords = []string{
	"cumhurbaşkanı", "görüşmelerinde", "ekonomik", "gelişmeleri", "değerlendirdi", "kararları", "açıklandı", "istanbul",
	"depremzedelerin", "bakanlığından", "ve", "bir", "seçimlerini", "gidiyordu", "kullanılmaktadır", "vatandaşlarımızın",
}

func BenchmarkLemma(b *testing.B) {
	l := NewLemmatizer()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Lemma(lemmaWords[i%len(lemmaWords)])
	}
}
