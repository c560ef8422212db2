import { originOf } from './origin';

it.each([
  ['runtime.mallocgc', 'runtime', 'runtime'],
  ['net/http.(*conn).serve', 'net/http', 'runtime'],
  ['github.com/grafana/pyroscope-go.(*Session).Start.func2', 'github.com/grafana/pyroscope-go', 'library'],
  ['go.opentelemetry.io/otel/attribute.NewSetWithFiltered', 'go.opentelemetry.io/otel/attribute', 'library'],
  ['shop/pricing.(*Engine).applyDiscount', 'shop/pricing', 'own'],
  ['main.main', 'main', 'own'],
  ['java/lang/Thread.run', 'java/lang', 'runtime'],
  ['io/opentelemetry/context/Context.with', 'io/opentelemetry/context', 'library'],
  ['com/shop/User.permissions', 'com/shop', 'own'],
  ['libjvm.so.Thread::call_run', 'libjvm', 'runtime'],
  ['libc.so.6.__vfprintf_internal', 'libc', 'runtime'],
  ['library.lookup', 'library', 'own'],
  ['node:internal/streams/writable:Writable.write:504', 'node:internal/streams/writable', 'runtime'],
  [':Garbage Collection:0', 'v8', 'runtime'],
  ['./node/node_modules/@pyroscope/nodejs/dist/cjs/x.js:profile:22', '@pyroscope/nodejs', 'library'],
  ['./node/server.js:renderRow:30', './node/server.js', 'own'],
  ['(garbage collector)', 'system', 'runtime'],
  ['Module._extensions..js', 'node', 'runtime'],
  ['executeUserEntryPoint', 'node', 'runtime'],
  ['Module.instantiate', 'Module', 'own'],
  ['JSONDecoder.raw_decode', 'json', 'runtime'],
  ['std::io::Read::read', 'std', 'runtime'],
  ['shop::cart::Cart<T>::total', 'shop', 'own'],
  ['System.Threading.Thread.Start', 'System.Threading', 'runtime'],
  ['verify_checksum', '', 'own'],
  ['<module>', '', 'own'],
  ['', '', 'own'],
])('%s is of package %s', (name, expected, ownership) => {
  expect(originOf(name)).toEqual({ package: expected, ownership });
});

it.each([
  ['/usr/lib/python3.11/json/decoder.py', 'json', 'runtime'],
  ['/app/venv/lib/python3.11/site-packages/flask/app.py', 'flask', 'library'],
  ['/app/orders/checksum.py', '/app/orders/checksum.py', 'own'],
  ['/root/go/pkg/mod/github.com/x/y@v1.2.3/z.go', 'github.com/x/y', 'library'],
])('believes the file %s more than the name', (file, expected, ownership) => {
  expect(originOf('decode', file)).toEqual({ package: expected, ownership });
});

it('falls back on the module', () => {
  expect(originOf('decode', '', 'orders')).toEqual({ package: 'orders', ownership: 'own' });
});
