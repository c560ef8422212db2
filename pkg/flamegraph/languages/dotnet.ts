import { library, own, runtime, words, type Origin } from './ownership';

const STANDARD = words('System Interop Internal mscorlib netstandard FSharp');
const LIBRARIES = words(
  'Newtonsoft Npgsql Serilog Dapper Grpc Google StackExchange Polly MassTransit AutoMapper Autofac MediatR NLog Azure ' +
    'Amazon AWSSDK OpenTelemetry Confluent RabbitMQ MongoDB Pyroscope Datadog Swashbuckle FluentValidation Castle Hangfire ' +
    'NHibernate MySql MySqlConnector Xunit NUnit Moq Elastic Elasticsearch Sentry Orleans Akka ServiceStack Quartz ' +
    'Refit MessagePack Microsoft'
);
const FRAME = /^\|lm:(\S*) ?\|ns:(\S*) ?\|ct:/;
const NAMESPACES = /^[A-Z]\w*(?:\.[A-Z_]\w*){2,}/;

/** `System.Threading.Thread.Start`, `System.Linq!Enumerable.Select`, `Assembly!Shop.Cart+<Add>d__5.MoveNext`. */
export function dotnet(name: string): Origin | undefined {
  if (!/^[A-Z|]/.test(name) && !name.includes('!')) {
    return undefined;
  }
  const frame = FRAME.exec(name);
  if (frame) {
    return ofNamespace(frame[2] || frame[1]);
  }
  const bang = name.indexOf('!');
  const before = bang > 0 ? name.slice(0, bang) : '';
  if (before && !/^[\w.-]+$/.test(before)) {
    return undefined;
  }
  const cut = name.search(/[<([{`+]/);
  const plain = name.slice(bang + 1, cut > bang + 1 ? cut : name.length);
  const segments = plain.split('.').filter(Boolean);
  const nested = cut > 0 && name[cut] === '+';
  const namespace = segments.slice(0, nested || name[cut] === '`' ? -1 : -2).join('.');
  if (before) {
    // It is the assembly, or the namespace, where a class may be nested: `System.Threading!Pool.WorkerThread.Start`.
    const outer = ofNamespace(before);
    const inner = ofNamespace(namespace || before);
    return inner.ownership === 'own' && outer.ownership !== 'own' ? outer : inner;
  }
  if (bang === 0) {
    // Without a namespace; of generic code of the standard library, without a class either: `!.Concat`.
    return plain.startsWith('.') ? runtime('System') : own(segments[0] ?? '');
  }
  return namespace && (STANDARD.has(segments[0]) || NAMESPACES.test(plain) || nested)
    ? ofNamespace(namespace)
    : undefined;
}

function ofNamespace(namespace: string): Origin {
  const first = namespace.split('.', 1)[0];
  return STANDARD.has(first) || /^Microsoft\.(?:CSharp|FSharp|VisualBasic|Win32)\b/.test(namespace)
    ? runtime(namespace)
    : LIBRARIES.has(first)
      ? library(namespace)
      : own(namespace);
}
