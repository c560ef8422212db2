import Pyroscope from '@pyroscope/nodejs';

const PUSH_EVERY_MS = 10_000;

/**
 * Profiles this process (wall and CPU time, heap) and pushes every ten seconds. A process can do it once.
 * @returns what stops it, after a last push.
 */
export function profileThisProcess(url: string, service: string): () => Promise<void> {
  Pyroscope.init({
    serverAddress: url,
    appName: service,
    flushIntervalMs: PUSH_EVERY_MS,
    wall: { samplingDurationMs: PUSH_EVERY_MS, samplingIntervalMicros: 10_000, collectCpuTime: true },
    heap: { samplingIntervalBytes: 512 * 1024, stackDepth: 64 },
  });
  Pyroscope.start();
  return () => Pyroscope.stop();
}

/** Runs `work` so that its wall samples carry these labels. */
export function withLabels(labels: Record<string, string>, work: () => void): void {
  Pyroscope.wrapWithLabels(labels, work);
}
