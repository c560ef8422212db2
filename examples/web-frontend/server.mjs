// Pages from a template. v1 compiles the template for every request; v2 once.
import { createServer } from 'node:http';
import Pyroscope from '@pyroscope/nodejs';
import { traced, VERSION } from './traces.mjs';

const { PYROSCOPE_URL = 'http://localhost:4040', REGION = 'eu-north', HOST = '127.0.0.1', PORT = '8003' } = process.env;

Pyroscope.init({
  serverAddress: PYROSCOPE_URL,
  appName: 'web-frontend',
  tags: { version: VERSION, region: REGION },
  flushIntervalMs: 10_000,
  wall: { collectCpuTime: true },
});
Pyroscope.start();

const ROWS = Array.from({ length: 200 }, (_, n) => ({ name: `Product ${n}`, price: (n * 37) % 1000 }));
const SOURCE = `<h1>{{title}}</h1><ul>${'<li class="{{kind}}">{{name}}: {{price}}</li>'.repeat(40)}</ul>`;
const compiled = new Map();

/** A function from values to text; the template is taken apart and put together as code. */
function compileTemplate(source) {
  const parts = source.split(/\{\{(\w+)\}\}/);
  const code = parts.map((part, at) => (at % 2 === 0 ? JSON.stringify(part) : `escapeText(values.${part})`)).join('+');
  return new Function('values', 'escapeText', `return ${code};`);
}

function templateOf(source) {
  if (VERSION === 'v1') {
    return compileTemplate(source);
  }
  if (!compiled.has(source)) {
    compiled.set(source, compileTemplate(source));
  }
  return compiled.get(source);
}

function escapeText(text) {
  return String(text).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function renderPage() {
  return ROWS.map((row) => templateOf(SOURCE)({ title: 'Shop', kind: 'row', ...row }, escapeText)).join('\n');
}

createServer((request, response) => {
  if (request.url === '/ready') {
    response.end(VERSION);
    return;
  }
  traced('/page', () => {
    response.setHeader('Content-Type', 'text/html');
    response.end(renderPage());
  });
}).listen(Number(PORT), HOST, () => console.log(`web-frontend ${VERSION}: http://${HOST}:${PORT}`));

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void Pyroscope.stop().finally(() => process.exit(0)));
}
