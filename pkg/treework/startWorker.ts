/** What is used of a `Worker`. */
export interface WorkerLike {
  postMessage(message: unknown, memory: ArrayBuffer[]): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: { data?: unknown }) => void): void;
  terminate(): void;
}

/**
 * Starts a worker from the script at `url`, relative to the page. Browsers start none from another origin, as a plugin
 * CDN is: a script of the page's own that loads it does. Throws where there are no workers, or none are allowed; a
 * content security policy may also let it start and end with an `error` event.
 */
export function startWorker(url: string): WorkerLike {
  const script = new URL(url, document.baseURI);
  if (script.origin === location.origin) {
    return new Worker(script);
  }
  const loader = new Blob([`importScripts(${JSON.stringify(script.href)})`], { type: 'text/javascript' });
  const address = URL.createObjectURL(loader);
  const worker = new Worker(address);
  const forget = () => URL.revokeObjectURL(address);
  worker.addEventListener('message', forget, { once: true });
  worker.addEventListener('error', forget, { once: true });
  return worker;
}
