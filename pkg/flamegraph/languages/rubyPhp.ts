import { library, own, runtime, words, type Origin } from './ownership';

const RUBY_CORE = words(
  'Kernel Object BasicObject Module Class Integer Float String Symbol Array Hash Range Enumerable Enumerator Proc Method ' +
    'Thread Mutex Monitor Queue Fiber IO File Dir Process Time Regexp MatchData Struct Set Comparable Exception GC RubyVM ' +
    'ObjectSpace Random Marshal JSON CSV URI Net OpenSSL Socket TCPSocket TCPServer BasicSocket StringIO Logger ERB Psych ' +
    'YAML Zlib Digest Date DateTime Delegator SimpleDelegator Forwardable Timeout MonitorMixin Bundler Gem'
);
const RUBY_LIBRARIES = words(
  'ActiveRecord ActiveSupport ActionController ActionView ActionDispatch AbstractController ActiveModel ' +
    'ActiveJob ActionMailer ActionCable ActiveStorage Rails Rack Puma Sinatra Sidekiq Grape Roda Hanami Sequel Mysql2 PG ' +
    'Redis RedisClient Faraday HTTParty Nokogiri Devise Warden Pyroscope OpenTelemetry Datadog Aws Google Thor ' +
    'Zeitwerk Bootsnap Mail Haml Slim Liquid Tilt Unicorn Falcon Async GraphQL Elasticsearch ' +
    'Sentry NewRelic Concurrent Oj MultiJson Dalli Resque Delayed Spring Sprockets I18n RSpec Minitest'
);

/** `ActiveRecord::Base#find`, `block in Shop::Cart#total`: a method of an object is behind a `#`. */
export function ruby(name: string): Origin | undefined {
  const match =
    /^(?:(?:block|rescue|ensure)(?: \(\d+ levels\))? in )?((?:[A-Z]\w*)(?:::[A-Z]\w*)*)(#|\.)([a-z_]\w*[?!=]?|[^\w\s]+)$/.exec(
      name
    );
  const first = match?.[1].split('::', 1)[0];
  if (!match || first === undefined) {
    return undefined;
  }
  if (RUBY_LIBRARIES.has(first)) {
    return library(first);
  }
  // A dot is used by other languages, too.
  if (match[2] === '.' && !match[1].includes('::') && !name.includes(' in ')) {
    return undefined;
  }
  return RUBY_CORE.has(first) ? runtime(first) : own(first);
}

const PHP_LIBRARIES = words(
  'Illuminate Symfony Laravel Doctrine Monolog GuzzleHttp Psr Composer Twig League Carbon Ramsey Predis Aws Google Sentry ' +
    'PhpParser PHPUnit Laminas Zend Cake CodeIgniter Yiisoft Slim FastRoute Http React Amp Swoole Hyperf OpenTelemetry ' +
    'DDTrace Elastic Elasticsearch MongoDB PhpAmqpLib Livewire Filament Drupal ApiPlatform'
);
const PHP_CORE =
  /^(?:PDO|PDOStatement|DateTime(?:Immutable|Zone)?|ArrayObject|ArrayIterator|SplObjectStorage|Closure|Generator|Reflection\w+|mysqli(?:_\w+)?|Redis|Memcached|SimpleXMLElement|DOM\w+)(?:::|->)/;

/** `App\Models\User::find`, `Illuminate\Support\Collection->map`. */
export function php(name: string): Origin | undefined {
  if (PHP_CORE.test(name)) {
    return runtime('php');
  }
  const match = name.includes('\\') && /^\\?([A-Za-z_]\w*(?:\\\w+)*)\\[\w{}]+(?:(?:::|->)[\w{}]+)?$/.exec(name);
  if (!match) {
    return undefined;
  }
  return PHP_LIBRARIES.has(match[1].split('\\', 1)[0]) ? library(match[1]) : own(match[1]);
}
