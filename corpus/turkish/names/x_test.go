package names
import ("testing";"os";"bufio";"encoding/json";"github.com/haberara/haberara/corpus/turkish")
func BenchmarkX(b *testing.B){
 f,_:=os.Open("/tmp/nmx/s42.jsonl"); sc:=bufio.NewScanner(f); sc.Buffer(nil,1<<22)
 var arts [][3]string
 for sc.Scan(){ var m map[string]any; json.Unmarshal(sc.Bytes(),&m); g:=func(k string)string{s,_:=m[k].(string);return s}; arts=append(arts,[3]string{g("title"),g("summary"),g("body")})}
 fi:=NewFinder(); an:=turkish.NewAnalyzer()
 b.Run("analyze",func(b *testing.B){ i:=0; for b.Loop(){ a:=arts[i%len(arts)];i++; for _,t:=range a{ an.Analyze(t,func(turkish.Token,turkish.Signals)bool{return true})}}})
 b.Run("both",func(b *testing.B){ b.ReportAllocs(); i:=0; for b.Loop(){ a:=arts[i%len(arts)];i++; fi.Begin(); for _,t:=range a{ fi.Read(an,t)}; fi.Names()}})
}
