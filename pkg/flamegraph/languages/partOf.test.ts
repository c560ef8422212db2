import { originOf } from '../origin';
import { fileOf } from './fileOf';
import { isIdle } from './idle';
import { moduleOf } from './moduleOf';

it.each([
  ['github.com/acme/shop/pricing.(*Engine).apply', 'github.com/acme/shop'],
  ['net/http.(*conn).serve', 'net'],
  ['shop/pricing.(*Engine).apply', 'shop'],
  ['java/util/HashMap.getNode', 'java'],
  ['org/springframework/web/servlet/DispatcherServlet.doDispatch', 'org/springframework'],
  ['Flask.wsgi_app', 'flask'],
  ['Newtonsoft.Json.Linq!JObject.Parse', 'Newtonsoft.Json'],
  ['std::vector<int>::push_back', 'std'],
  ['/app/src/cart/total.js:total:12', '/app/src/cart'],
])('%s is of the module %s', (name, module) => {
  expect(moduleOf(originOf(name))).toBe(module);
});

it.each([
  ['load (app.py:12)', 'app.py'],
  ['app.rb:12 - load', 'app.rb'],
  ['./src/app.js:render:12', './src/app.js'],
  ['main.main', undefined],
  ['ActiveRecord::Base#find', undefined],
])('%s is in the file %s', (name, file) => {
  expect(fileOf(name)).toBe(file);
});

it('takes the file that the profile names', () => {
  expect(fileOf('main.main', '/src/main.go')).toBe('/src/main.go');
});

it.each([
  'runtime.gopark',
  'runtime.futexsleep',
  'jdk/internal/misc/Unsafe.park',
  'java/lang/Object.wait',
  'java/lang/Thread.sleep',
  'sun/nio/ch/EPoll.wait',
  'threading.Condition.wait',
  'EpollSelector.select',
  '(idle)',
  'Kernel#sleep',
  'System.Threading.Monitor.Wait',
  'System.Threading!Thread.Sleep',
  'epoll_wait',
  'do_idle',
])('%s waits', (name) => {
  expect(isIdle(name, originOf(name))).toBe(true);
});

it.each([
  'runtime.mallocgc',
  'main.wait',
  'shop/Queue.wait',
  'select',
  'java/util/HashMap.get',
  'JSONEncoder.iterencode',
  'System.Threading.Tasks.Task.Run',
])('%s does not', (name) => {
  expect(isIdle(name, originOf(name))).toBe(false);
});
