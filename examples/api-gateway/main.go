// Command api-gateway is a service with five faults in version v1, each put right in v2: see README.md.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"runtime"
	"time"

	"github.com/grafana/pyroscope-go"
	"go.opentelemetry.io/otel"
)

const service = "api-gateway"

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func main() {
	version := env("VERSION", "v1")
	stopTraces, err := startTraces(version)
	if err != nil {
		log.Fatal(err)
	}
	defer stopTraces(context.Background())
	profiler, err := startProfiles(version)
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = profiler.Stop() }()

	upstream := startUpstream()
	defer upstream.Close()
	work := newWork(version, upstream)
	mux := http.NewServeMux()
	for path, handler := range map[string]http.HandlerFunc{
		"/buffer":   work.buffer,
		"/upstream": work.upstream,
		"/decode":   work.decode,
		"/count":    work.count,
		"/session":  work.session,
	} {
		mux.HandleFunc(path, traced(path, handler))
	}
	mux.HandleFunc("/ready", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(version)) })
	address := env("HOST", "127.0.0.1") + ":" + env("PORT", "8002")
	log.Printf("%s %s: http://%s", service, version, address)
	server := &http.Server{Addr: address, Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}

func startProfiles(version string) (*pyroscope.Profiler, error) {
	// Without these the runtime records neither locks nor waits.
	runtime.SetMutexProfileFraction(5)
	runtime.SetBlockProfileRate(100_000)
	return pyroscope.Start(pyroscope.Config{
		ApplicationName: service,
		ServerAddress:   env("PYROSCOPE_URL", "http://localhost:4040"),
		Tags:            map[string]string{"version": version, "region": env("REGION", "eu-north")},
		ProfileTypes: []pyroscope.ProfileType{
			pyroscope.ProfileCPU,
			pyroscope.ProfileInuseObjects,
			pyroscope.ProfileAllocObjects,
			pyroscope.ProfileInuseSpace,
			pyroscope.ProfileAllocSpace,
			pyroscope.ProfileGoroutines,
			pyroscope.ProfileMutexCount,
			pyroscope.ProfileMutexDuration,
			pyroscope.ProfileBlockCount,
			pyroscope.ProfileBlockDuration,
		},
	})
}

// traced gives a request a span, and its samples the span's id and the endpoint.
func traced(path string, handler http.HandlerFunc) http.HandlerFunc {
	tracer := otel.Tracer(service)
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, span := tracer.Start(r.Context(), path)
		defer span.End()
		pyroscope.TagWrapper(ctx, pyroscope.Labels("endpoint", path), func(ctx context.Context) {
			handler(w, r.WithContext(ctx))
		})
	}
}
