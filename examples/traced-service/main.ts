import { startTracedService } from './tracedService';

const { OTLP_URL: otlpUrl = 'http://localhost:4318', PYROSCOPE_URL: pyroscopeUrl = 'http://localhost:4040' } =
  process.env;

const service = startTracedService({ otlpUrl, pyroscopeUrl });
console.log(`Serving one request a second. Traces go to ${otlpUrl}, profiles to ${pyroscopeUrl}. Ctrl-C ends it.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void service.stop().then(() => process.exit(0));
  });
}
