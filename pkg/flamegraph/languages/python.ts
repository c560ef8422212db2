import { library, runtime, words, type Origin } from './ownership';

/** Modules of the standard library whose names are not everyday words. */
export const PYTHON_STANDARD = words(
  'abc argparse ast asyncio base64 bisect bz2 codecs collections concurrent configparser contextlib contextvars ' +
    'copyreg csv ctypes dataclasses datetime decimal dis email encodings enum fnmatch functools gc genericpath glob ' +
    'gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json linecache locale logging lzma ' +
    'marshal mmap multiprocessing opcode os pathlib pickle pkgutil poplib posix posixpath pprint pyexpat queue random ' +
    're reprlib runpy selectors shlex shutil smtplib socket socketserver sqlite3 sre_compile sre_parse ssl stat statistics ' +
    'struct subprocess sys sysconfig tarfile tempfile textwrap threading timeit tokenize traceback tracemalloc types ' +
    'typing unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo'
);

export const PYTHON_LIBRARIES = words(
  'aiohttp anyio arrow attr attrs azure boto boto3 botocore bs4 celery certifi ' +
    'cffi chardet charset_normalizer click cryptography cython dask dateutil ddtrace django elasticsearch eventlet fastapi ' +
    'flask flask_sqlalchemy gevent google googleapis greenlet grpc gunicorn h11 h2 hypercorn httpcore ' +
    'httptools httpx ijson itsdangerous jinja2 jsonschema jwt kafka keras kombu lxml markupsafe marshmallow ' +
    'matplotlib msgpack MySQLdb mysql newrelic numba numpy opentelemetry ' +
    'orjson packaging pandas paramiko pika PIL pip pkg_resources polars prometheus_client psutil psycopg ' +
    'psycopg2 pyarrow pydantic pydantic_core pygments pymongo pyroscope pyspark pytest pytz ray ' +
    'redis requests rest_framework scipy scrapy sentry_sdk setuptools simplejson six sklearn sniffio sqlalchemy ' +
    'sqlparse starlette structlog tenacity tensorflow tornado torch torchvision tqdm transformers twisted ujson urllib3 uvicorn ' +
    'uvloop waitress websocket websockets werkzeug wrapt yaml yarl zmq'
);

/** Everyday words: as a module only where a class or another module follows. */
const AMBIGUOUS = words('queue email random stat statistics types html http glob copyreg locale csv arrow attr google');

/**
 * Profilers of Python often leave the module out, and a method is `Thread.run`. Classes whose names are not likely to
 * be anybody's own; a class that is (`Request`, `Message`) is not here, a method of such a class may be.
 */
const KNOWN = new Map<string, Origin>();

function know(of: (name: string) => Origin, known: Record<string, string>): void {
  for (const [module, names] of Object.entries(known)) {
    for (const name of names.split(' ')) {
      KNOWN.set(name, of(module));
    }
  }
}

know(runtime, {
  threading:
    'Thread Condition Event.wait Event.set Event.__init__ Event.is_set Timer.run _DummyThread _MainThread _RLock',
  socketserver:
    'BaseServer TCPServer UDPServer ThreadingTCPServer ThreadingMixIn ForkingMixIn StreamRequestHandler BaseRequestHandler _SocketWriter',
  'http.server': 'BaseHTTPRequestHandler SimpleHTTPRequestHandler HTTPServer ThreadingHTTPServer',
  'http.client': 'HTTPConnection HTTPSConnection HTTPResponse HTTPMessage',
  json: 'JSONDecoder JSONEncoder _make_iterencode py_make_scanner',
  selectors:
    'EpollSelector KqueueSelector PollSelector SelectSelector _PollLikeSelector _BaseSelectorImpl _SelectorMapping',
  socket: 'SocketIO create_connection getaddrinfo',
  ssl: 'SSLSocket SSLObject SSLContext',
  contextlib:
    '_GeneratorContextManager _GeneratorContextManagerBase _AsyncGeneratorContextManager ContextDecorator ExitStack AsyncExitStack',
  email:
    'FeedParser BytesFeedParser BufferedSubFile Compat32 Parser.parsestr Parser.parse Message.get Message.get_content_maintype formatdate format_datetime parsedate_to_datetime',
  importlib:
    'SourceLoader SourceFileLoader SourcelessFileLoader FileLoader ExtensionFileLoader FileFinder PathFinder ModuleSpec BuiltinImporter FrozenImporter _LoaderBasics _ModuleLock _ModuleLockManager _find_and_load _find_and_load_unlocked _load_unlocked _call_with_frames_removed _gcd_import _handle_fromlist _compile_bytecode _find_spec _path_stat import_module',
  collections: 'OrderedDict ChainMap UserDict Counter.update ItemsView KeysView ValuesView MutableMapping Mapping.get',
  abc: 'ABCMeta',
  os: '_Environ _createenviron',
  urllib:
    '_NetlocResultMixinBase _NetlocResultMixinStr _NetlocResultMixinBytes OpenerDirector HTTPHandler.http_open AbstractHTTPHandler urlsplit urlunsplit urlunparse parse_qsl parse_qs quote_from_bytes _coerce_args _make_unquote_part',
  typing: '_CallableType _GenericAlias _SpecialForm _SpecialGenericAlias _tp_cache',
  random: 'Random SystemRandom',
  logging: 'Logger LogRecord LoggerAdapter RootLogger StreamHandler FileHandler RotatingFileHandler QueueListener',
  asyncio:
    'BaseEventLoop BaseSelectorEventLoop BaseProactorEventLoop _UnixSelectorEventLoop _SelectorSocketTransport _SSLProtocolTransport TimerHandle Runner.run',
  concurrent: 'ThreadPoolExecutor ProcessPoolExecutor _WorkItem _worker',
  subprocess: 'Popen',
  pickle: '_Pickler _Unpickler',
  io: 'TextIOWrapper BufferedReader BufferedWriter BytesIO StringIO FileIO',
  functools: 'cached_property partialmethod singledispatch lru_cache',
  weakref: 'WeakKeyDictionary WeakValueDictionary WeakSet',
  re: 'RegexFlag',
  enum: 'EnumMeta EnumType',
  zipfile: 'ZipFile ZipExtFile',
  gzip: 'GzipFile',
  tarfile: 'TarFile',
  csv: 'DictReader DictWriter',
  argparse: 'ArgumentParser',
  configparser: 'RawConfigParser ConfigParser',
  multiprocessing: 'ForkProcess SpawnProcess BaseProcess ForkingPickler',
  unittest: 'TestCase TestSuite',
});

know(library, {
  flask:
    'Flask RequestContext AppContext Blueprint Scaffold DefaultJSONProvider SecureCookieSessionInterface DispatchingJinjaLoader',
  werkzeug:
    'WSGIRequestHandler BaseWSGIServer ThreadedWSGIServer ForkingWSGIServer ClosingIterator LocalProxy LocalStack _ProxyLookup MapAdapter StateMachineMatcher EnvironHeaders MultiDict ImmutableMultiDict DebuggedApplication Map.bind Map.bind_to_environ Headers.extend Headers.set Headers.to_wsgi_list Headers.__init__ Headers.__setitem__ Response.get_app_iter Response.get_wsgi_headers Response.get_wsgi_response Response.set_data Request.args run_simple _wsgi_decoding_dance host_is_trusted',
  requests:
    'HTTPAdapter PreparedRequest Session.prepare_request Session.request Session.send cookiejar_from_dict OAuth2Session',
  urllib3: 'HTTPConnectionPool HTTPSConnectionPool PoolManager',
  opentelemetry:
    'Tracer TracerProvider Span ReadableSpan NonRecordingSpan ProxyTracer SpanContext BatchSpanProcessor BatchProcessor SimpleSpanProcessor SynchronousMultiSpanProcessor BoundedAttributes BoundedList OTLPSpanExporter _OTLPHTTPClient RequestsHTTPTransport ParentBased TraceIdRatioBased StaticSampler SamplingResult TraceContextTextMapPropagator CompositePropagator ContextVarsRuntimeContext InstrumentationScope RandomIdGenerator _AgnosticContextManager _agnosticcontextmanager WSGIGetter SanitizeValue _ProxyUpDownCounter Resource.__hash__ OpenTelemetryMiddleware _wrapped_before_request _wrapped_teardown_request _rewrapped_app _encode_span _encode_resource_spans _encode_attributes _encode_key_value _encode_value _clean_attribute_value encode_spans collect_request_attributes',
  pyroscope: 'PyroscopeSpanProcessor',
  blinker: 'Signal.send Signal.receivers_for',
  django:
    'WSGIHandler ASGIHandler BaseHandler QuerySet ModelBase SQLCompiler CursorWrapper CursorDebugWrapper URLResolver URLPattern MiddlewareMixin ModelIterable DatabaseWrapper BaseDatabaseWrapper',
  fastapi: 'FastAPI APIRoute APIRouter',
  starlette:
    'Starlette ServerErrorMiddleware ExceptionMiddleware BaseHTTPMiddleware JSONResponse Router.app Router.__call__ Route.handle',
  uvicorn: 'H11Protocol HttpToolsProtocol RequestResponseCycle',
  gunicorn: 'Arbiter SyncWorker ThreadWorker WSGIApplication',
  sqlalchemy: 'DefaultDialect PGDialect MySQLDialect QueuePool SessionTransaction CursorResult DefaultExecutionContext',
  celery: 'Celery TraceInfo WorkController',
  numpy: 'ndarray',
  pandas: 'DataFrame DataFrameGroupBy BlockManager NDFrame',
  pydantic: 'BaseModel ModelMetaclass TypeAdapter',
  jinja2: 'Environment.get_template Template.render TemplateReference',
  aiohttp: 'ClientSession ClientRequest TCPConnector RequestHandler.start StreamReader.read',
  botocore: 'BaseClient URLLib3Session AWSHTTPConnection',
  redis: 'StrictRedis ConnectionPool HiredisParser',
  gevent: 'Greenlet Hub',
  tornado: 'IOLoop IOStream HTTP1Connection HTTP1ServerConnection',
});

const NAME = /^([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)$/;

/** `flask.app.Flask.wsgi_app`, `threading.Thread.run`, and without a module `Flask.wsgi_app`, `Thread.run`. */
export function python(name: string): Origin | undefined {
  // What is inside of a function is behind `.<locals>`.
  const inner = name.indexOf('.<');
  const match = NAME.exec(inner > 0 ? name.slice(0, inner) : name);
  if (!match) {
    return undefined;
  }
  const [, first, rest] = match;
  const known = KNOWN.get(first) ?? KNOWN.get(first + (/^\.[^.]+/.exec(rest)?.[0] ?? ''));
  if (known) {
    return known;
  }
  if (rest === '' || (AMBIGUOUS.has(first) && rest.split('.').length < 3)) {
    return undefined;
  }
  return PYTHON_STANDARD.has(first) ? runtime(first) : PYTHON_LIBRARIES.has(first) ? library(first) : undefined;
}
