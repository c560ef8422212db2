import { parentPort } from 'node:worker_threads';
import { tsImport } from 'tsx/esm/api';

/** What a browser gives a worker's script, over what Node gives it. */
let listener = null;
Object.defineProperty(globalThis, 'onmessage', { set: (set) => (listener = set) });
globalThis.postMessage = (message, memory) => parentPort.postMessage(message, memory);
parentPort.on('message', (data) => listener({ data }));
await tsImport('../worker.ts', import.meta.url);
