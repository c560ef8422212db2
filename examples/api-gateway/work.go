package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
)

const bufferSize = 1 << 20

// work is what the endpoints do: v1 the simple way, v2 the way that costs less.
type work struct {
	fixed    bool
	address  string
	shared   *http.Client
	lone     func() *http.Client
	payload  []byte
	buffers  sync.Pool
	mutex    sync.Mutex
	counters map[string]int
	sessions *sessions
}

// startUpstream is a TLS server of this process: what a gateway passes requests on to.
func startUpstream() *httptest.Server {
	return httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "ok")
	}))
}

func newWork(version string, upstream *httptest.Server) *work {
	w := &work{fixed: version != "v1", address: upstream.URL, shared: upstream.Client(), counters: map[string]int{}}
	trusted := upstream.Client().Transport.(*http.Transport).TLSClientConfig
	w.lone = func() *http.Client {
		return &http.Client{Transport: &http.Transport{TLSClientConfig: trusted.Clone(), DisableKeepAlives: true}}
	}
	w.sessions = newSessions(0)
	if w.fixed {
		w.sessions = newSessions(sessionsKept)
	}
	w.buffers.New = func() any { return new([bufferSize]byte) }
	w.payload = orders(2_000)
	return w
}

// buffer: 1 MiB for each request, or one of a pool.
func (w *work) buffer(out http.ResponseWriter, _ *http.Request) {
	if w.fixed {
		buffer := w.buffers.Get().(*[bufferSize]byte)
		defer w.buffers.Put(buffer)
		fmt.Fprintln(out, checksum(render(buffer[:])))
		return
	}
	fmt.Fprintln(out, checksum(render(newBuffer())))
}

//go:noinline
func newBuffer() []byte { return make([]byte, bufferSize) }

func render(buffer []byte) []byte {
	return append(buffer[:0], bytes.Repeat([]byte("order;"), 512)...)
}

func checksum(content []byte) (sum uint32) {
	for _, b := range content {
		sum = sum*31 + uint32(b)
	}
	return sum
}

// upstream: a TLS handshake for each request, or a connection that is kept.
func (w *work) upstream(out http.ResponseWriter, r *http.Request) {
	client := w.shared
	if !w.fixed {
		client = w.lone()
		defer client.CloseIdleConnections()
	}
	request, err := http.NewRequestWithContext(r.Context(), http.MethodGet, w.address, nil)
	if err == nil {
		var answer *http.Response
		if answer, err = client.Do(request); err == nil {
			defer answer.Body.Close()
			_, err = io.Copy(out, answer.Body)
		}
	}
	if err != nil {
		http.Error(out, err.Error(), http.StatusBadGateway)
	}
}

type order struct {
	ID    int      `json:"id"`
	Cents int      `json:"cents"`
	Notes []string `json:"notes"`
}

func orders(count int) []byte {
	all := make([]order, count)
	for i := range all {
		all[i] = order{ID: i, Cents: i * 7, Notes: []string{"left at the door", "ring twice"}}
	}
	payload, _ := json.Marshal(all)
	return payload
}

// decode: the whole payload as maps, or one order after the other.
func (w *work) decode(out http.ResponseWriter, _ *http.Request) {
	sum, err := w.sum(bytes.NewReader(w.payload))
	if err != nil {
		http.Error(out, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(out, sum)
}

func (w *work) sum(payload io.Reader) (int, error) {
	if w.fixed {
		return sumStreaming(payload)
	}
	return sumWhole(payload)
}

func sumWhole(payload io.Reader) (int, error) {
	content, err := io.ReadAll(payload)
	if err != nil {
		return 0, err
	}
	var all []map[string]any
	if err := json.Unmarshal(content, &all); err != nil {
		return 0, err
	}
	sum := 0
	for _, one := range all {
		cents, _ := one["cents"].(float64)
		sum += int(cents)
	}
	return sum, nil
}

func sumStreaming(payload io.Reader) (int, error) {
	decoder := json.NewDecoder(payload)
	if _, err := decoder.Token(); err != nil {
		return 0, err
	}
	sum := 0
	for decoder.More() {
		var one struct {
			Cents int `json:"cents"`
		}
		if err := decoder.Decode(&one); err != nil {
			return 0, err
		}
		sum += one.Cents
	}
	return sum, nil
}

// count: eight goroutines that take one lock for each order, or count by themselves and take it once.
func (w *work) count(out http.ResponseWriter, _ *http.Request) {
	var group sync.WaitGroup
	for n := range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			if w.fixed {
				w.countApart(n)
			} else {
				w.countTogether(n)
			}
		}()
	}
	group.Wait()
	fmt.Fprintln(out, "counted")
}

func (w *work) countTogether(n int) {
	for i := range 2_000 {
		w.add(customer(n+i), 1)
	}
}

func (w *work) countApart(n int) {
	counters := map[string]int{}
	for i := range 2_000 {
		counters[customer(n+i)]++
	}
	for name, count := range counters {
		w.add(name, count)
	}
}

func customer(n int) string { return fmt.Sprintf("customer-%d", n%100) }

func (w *work) add(customer string, count int) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.counters[customer] += count
}
