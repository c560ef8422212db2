import { treeOf } from '../calltree/testing/trees';
import { originOf, originsOf, rememberStacks } from './origin';

it.each([
  ['runtime.mallocgc', 'runtime', 'runtime'],
  ['net/http.(*conn).serve', 'net/http', 'runtime'],
  ['github.com/grafana/pyroscope-go.(*Session).Start.func2', 'github.com/grafana/pyroscope-go', 'library'],
  ['go.opentelemetry.io/otel/attribute.NewSetWithFiltered', 'go.opentelemetry.io/otel/attribute', 'library'],
  ['shop/pricing.(*Engine).applyDiscount', 'shop/pricing', 'own'],
  ['main.main', 'main', 'own'],
  ['/usr/lib/libSystem.B.dylib`malloc', 'libSystem.B', 'runtime'],
  ['ld-linux-x86-64.so.2!_dl_start', 'ld-linux-x86-64', 'runtime'],
  ['libsystem_kernel.dylib`read', 'libsystem_kernel', 'runtime'],
  ['java/lang/Thread.run', 'java/lang', 'runtime'],
  ['javax/servlet/http/HttpServlet.service', 'javax/servlet/http', 'library'],
  ['javax/crypto/Cipher.doFinal', 'javax/crypto', 'runtime'],
  ['com/sun/proxy/$Proxy12.find', 'com/sun/proxy', 'library'],
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
  // Pyroscope's agent for .NET puts the namespace before the mark, and nests classes behind it.
  ['System.Threading!PortableThreadPool.WorkerThread.WorkerThreadStart', 'System.Threading', 'runtime'],
  ['Microsoft.AspNetCore.Mvc!ActionMethodExecutor.SyncExecutor.Execute', 'Microsoft.AspNetCore.Mvc', 'library'],
  ['System.Private.CoreLib!System.Threading.Thread.Start', 'System.Threading', 'runtime'],
  ['Shop.Web!Cart.Line.Add', 'Cart', 'own'],
  ['!.Concat', 'System', 'runtime'],
  ['!Program.Main', 'Program', 'own'],
  // As perf's maps of compiled code have it.
  ['java/io/PrintStream:::write_[i]', 'java/io', 'runtime'],
  ['org/mozilla/javascript/ScriptRuntime:.call_[j]', 'org/mozilla/javascript', 'library'],
  ['Lcom/shop/Cart;::total', 'com/shop', 'own'],
  ['one/profiler/AsyncProfiler.execute0', 'one/profiler', 'library'],
  // Java's virtual machine without the name of its library.
  ['CompileBroker::compiler_thread_loop()', 'jvm', 'runtime'],
  ['JavaThread::thread_main_inner', 'jvm', 'runtime'],
  ['vtable stub', 'jvm', 'runtime'],
  ['Java_sun_nio_ch_FileDispatcherImpl_write0', 'jvm', 'runtime'],
  ['jlong_disjoint_arraycopy', 'jvm', 'runtime'],
  ['__strcasecmp', 'libc', 'runtime'],
  ['_IO_new_file_write', 'libc', 'runtime'],
  ['__rust_maybe_catch_panic', 'libc', 'runtime'],
  // Go's types without a capital are no package of Java's.
  ['io.discard.ReadFrom', 'io', 'runtime'],
  ['io.netty.Bootstrap.bind', 'io.netty', 'library'],
  ['string_length', '', 'own'],
  ['strategy_dup', '', 'own'],
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

describe('by what calls it', () => {
  const origins = (...stacks: Parameters<typeof treeOf>) => {
    const tree = treeOf(...stacks);
    rememberStacks(tree);
    const origin = originsOf(tree.functions);
    return (name: string) => origin(tree.functions.names.indexOf(name));
  };

  it.each([
    ['entry_SYSCALL_64_after_hwframe', 'do_syscall_64', '__x64_sys_sendto'],
    ['el0t_64_sync', 'invoke_syscall'],
    ['asm_sysvec_apic_timer_interrupt'],
    ['system_call_fastpath', 'sys_sendto'],
    ['ret_from_fork_asm', 'kthread'],
  ])('a function is the kernel’s below %s', (...entry) => {
    const origin = origins(
      [['main', 'push_order', ...entry, 'tcp_sendmsg', '_raw_spin_lock_bh'], 3],
      [['main', 'read_config'], 1]
    );
    for (const name of [...entry, 'tcp_sendmsg', '_raw_spin_lock_bh']) {
      expect([name, origin(name)]).toEqual([name, { package: 'kernel', ownership: 'runtime' }]);
    }
    expect(origin('push_order').ownership).toBe('own');
    expect(origin('read_config').ownership).toBe('own');
  });

  const SERVE = ['net/http.(*conn).serve', 'net/http.HandlerFunc.ServeHTTP'];

  it('a Go program is told from the libraries that it calls', () => {
    const shop = 'github.com/acme/shop';
    const origin = origins(
      [
        [
          ...SERVE,
          'github.com/acme/kit/web.Trace',
          `${shop}/internal/server.(*Server).total`,
          `${shop}/cart.Total`,
          'github.com/lib/pq.(*conn).query',
        ],
        5,
      ],
      [
        [
          ...SERVE,
          `${shop}/internal/server.(*Server).total`,
          'go.uber.org/zap.(*Logger).Info',
          'go.uber.org/zap/zapcore.Write',
        ],
        2,
      ],
      [
        [
          ...SERVE,
          'github.com/prometheus/client_golang/prometheus.Gather',
          'github.com/beorn7/perks.Query',
          'github.com/cespare/xxhash.Sum',
        ],
        9,
      ],
      [['main.main', `${shop}.Run`], 1]
    );
    expect(origin(`${shop}/cart.Total`)).toEqual({ package: `${shop}/cart`, ownership: 'own' });
    expect(origin(`${shop}/internal/server.(*Server).total`).ownership).toBe('own');
    expect(origin(`${shop}.Run`)).toEqual({ package: shop, ownership: 'own' });
    // Seen once, it is the program where little is seen of it, too.
    const few = origins([[...SERVE, `${shop}/cart.Total`, 'github.com/lib/pq.(*conn).query'], 1]);
    expect(few(`${shop}/cart.Total`).ownership).toBe('own');
    expect(few('github.com/lib/pq.(*conn).query').ownership).toBe('library');
    for (const name of [
      'github.com/acme/kit/web.Trace',
      'github.com/lib/pq.(*conn).query',
      'github.com/prometheus/client_golang/prometheus.Gather',
      'go.uber.org/zap/zapcore.Write',
    ]) {
      expect([name, origin(name).ownership]).toEqual([name, 'library']);
    }
  });

  it.each(['go.acme.dev/shop', 'example.com/shop', 'code.acme.io/team/shop'])(
    'a Go program at a host of its own is told from them, too: %s',
    (shop) => {
      const origin = origins(
        [[...SERVE, `${shop}/server.(*Server).total`, `${shop}/cart.Total`, 'github.com/lib/pq.(*conn).query'], 5],
        [[...SERVE, `${shop}/server.(*Server).total`, 'go.uber.org/zap.Info', 'go.uber.org/zap/zapcore.Write'], 2],
        [['github.com/x/bus.(*Conn).read', 'github.com/x/bus/parser.Parse', 'github.com/y/zip.Read'], 1],
        [['github.com/x/bus.(*Conn).read', 'github.com/z/ids.New'], 1],
        // What every program calls has as many packages, and calls more.
        ...['net/http2.Read', 'net/trace.Log', 'net/idna.Of', 'sys/unix.Read'].map((called): [string[], number] => [
          [`google.golang.org/grpc/${called}`, `golang.org/x/${called}`, `go.opentelemetry.io/otel/${called}`],
          1,
        ]),
        [['google.golang.org/grpc/stats.Of', 'google.golang.org/protobuf/proto.Size'], 1],
        [['google.golang.org/grpc/stats.Of', 'github.com/y/zip.Read'], 1]
      );
      expect(origin(`${shop}/cart.Total`)).toEqual({ package: `${shop}/cart`, ownership: 'own' });
      for (const name of ['github.com/x/bus/parser.Parse', 'google.golang.org/grpc/stats.Of', 'go.uber.org/zap.Info']) {
        expect([name, origin(name).ownership]).toEqual([name, 'library']);
      }
    }
  );

  it('a Go program of very many functions is told by some of them', () => {
    const shop = 'github.com/acme/shop';
    const callees = Array.from({ length: 20_000 }, (_, at): [string[], number] => [
      [...SERVE, `${shop}/cart${at % 7}.Total${at}`, `github.com/lib${at % 5}/db/sub${at % 3}.Query${at}`],
      1,
    ]);
    const origin = origins(...callees);
    for (let at = 0; at < callees.length; at += 997) {
      expect(origin(`${shop}/cart${at % 7}.Total${at}`).ownership).toBe('own');
      expect(origin(`github.com/lib${at % 5}/db/sub${at % 3}.Query${at}`).ownership).toBe('library');
    }
  });

  it('thousands of modules are libraries', () => {
    const names = Array.from({ length: 5000 }, (_, at) => [`github.com/o${at}/m/a.F`, `github.com/o${at}/m/b.F`]);
    const origin = origins([['main.main', ...names.flat()], 1]);
    expect(origin('github.com/o7/m/a.F').ownership).toBe('library');
  });

  it('no library passes for a Go program that is in its package main, or has a module without an address', () => {
    const library = ['github.com/x/bus.(*Conn).read', 'github.com/x/bus/parser.Parse'];
    const called = ['github.com/y/zip.Read', 'github.com/z/ids.New'];
    const inMain = origins(
      [[...library, called[0], 'main.handle', 'main.total'], 1],
      [[...library, called[1], 'main.main'], 1]
    );
    expect(inMain('github.com/x/bus.(*Conn).read').ownership).toBe('library');
    const plain = origins([[...library, called[0], 'shop/cart.Total'], 1], [[...library, called[1]], 1]);
    expect(plain('github.com/x/bus.(*Conn).read').ownership).toBe('library');
    const alone = origins([[...library, called[0]], 1], [[...library, called[1]], 1]);
    expect(alone('github.com/x/bus.(*Conn).read').ownership).toBe('own');
  });

  it('a function is what its name says where it is called elsewhere, too', () => {
    const origin = origins([['main', 'do_syscall_64', 'checksum'], 3], [['main', 'checksum'], 1]);
    expect(origin('checksum')).toEqual({ package: '', ownership: 'own' });
  });

  it('a function is the virtual machine’s where it compiles, collects garbage or serves compiled code', () => {
    const origin = origins(
      [
        [
          'JavaThread::run',
          'CompileBroker::compiler_thread_loop',
          'PhaseIdealLoop::is_dominator(Node*, Node*) [clone .part.1]',
        ],
        3,
      ],
      [['GCTaskThread::run()', 'StealTask::do_it(GCTaskManager*, unsigned int)', 'do_syscall_64', 'futex_wake'], 3],
      [
        [
          'com/shop/Cart.total',
          'OptoRuntime::new_array_C',
          'SystemDictionary::load',
          'JavaCalls::call',
          'com/shop/Loader.find',
        ],
        1,
      ],
      [['Cart::total', 'Node::add'], 1]
    );
    for (const name of ['PhaseIdealLoop::is_dominator(Node*, Node*) [clone .part.1]', 'SystemDictionary::load']) {
      expect([name, origin(name)]).toEqual([name, { package: 'jvm', ownership: 'runtime' }]);
    }
    expect(origin('StealTask::do_it(GCTaskManager*, unsigned int)').package).toBe('jvm');
    expect(origin('futex_wake').package).toBe('kernel');
    expect(origin('com/shop/Loader.find').ownership).toBe('own');
    expect(origin('Node::add').ownership).toBe('own');
  });
});
