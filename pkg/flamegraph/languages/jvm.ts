import { library, own, runtime, words, type Origin } from './ownership';

const STANDARD =
  /^(?:java|javax(?!\.servlet)|jdk|sun|com[./]sun(?!\.proxy)|kotlin|scala|groovy|clojure|org[./]codehaus[./]groovy|jvmci)(?:[./]|$)/;
const LIBRARY =
  /^(?:org|javax|jakarta|one\.profiler|com\.intellij|okhttp3|okio|reactor|kotlinx|akka|zio|cats|fs2|play|monix|feign|retrofit2|rx|ratpack|javassist|lombok|ch\.qos|dev\.(?:zio|langchain4j)|io\.(?:opentelemetry|otel|pyroscope|netty|micrometer|grpc|vertx|quarkus|micronaut|reactivex|undertow|projectreactor|smallrye|lettuce|prometheus|jaegertracing|opentracing|opencensus|fabric8|confluent|dropwizard|jsonwebtoken|swagger|sentry|ktor|github|r2dbc|helidon|trino|perfmark|javalin)|net\.(?:bytebuddy|sf|jpountz|logstash)|com\.(?:google|fasterxml|amazonaws|zaxxer|github|mysql|oracle|mongodb|squareup|ibm|microsoft|datastax|hazelcast|typesafe|codahale|lmax|esotericsoftware|datadog|newrelic|twitter|facebook|netflix|rabbitmq|couchbase|lihaoyi|uber|sun\.proxy|auth0|nimbusds|vaadin|alibaba|clickhouse|softwaremill|twilio|stripe))(?:\.|$)/;

/** First parts of the dotted names of packages; a Python or Go name starts with others. */
const ROOTS = words(
  'java javax jakarta jdk sun com org net io dev edu gov me app eu de fr uk us nl be ch at it es pt br pl cz se no dk fi ' +
    'ru ua cn jp kr in au ca za kotlin kotlinx scala groovy clojure akka reactor okhttp3 okio zio cats fs2 play'
);
/** How perf's maps of compiled code write it: `Ljava/util/HashMap;::get`, `java/util/HashMap:.get`. */
const PERF_MAP = /^L?([\w$]+(?:\/[\w$]+)+);?:{1,3}\.?(?=[\w<$])/;
const DOTTED = /^((?:[a-z_][\w-]*\.)+)[A-Z$][\w$]*(?:[.$/+:]|$)/;

/** `java/util/HashMap.get`, or the same with dots; lambda, proxy and hidden classes are of the class that made them. */
export function jvm(full: string): Origin | undefined {
  const types = full.indexOf('(');
  const name = (types > 0 ? full.slice(0, types) : full).replace(PERF_MAP, '$1.');
  const slash = name.lastIndexOf('/');
  if (slash > 0 && /^[A-Z$][\w$-]*\./.test(name.slice(slash + 1)) && !/[\s:@%]|\.[^/]*\//.test(name.slice(0, slash))) {
    return ofPackage(name.slice(0, slash));
  }
  const dotted = slash < 0 ? DOTTED.exec(name)?.[1] : undefined;
  if (
    dotted &&
    ROOTS.has(dotted.slice(0, dotted.indexOf('.'))) &&
    !/^(?:io|net)\.(?:discard\.|\w*[A-Z]\w*\.)?$/.test(dotted)
  ) {
    return ofPackage(dotted.slice(0, -1));
  }
  const maker = /^([A-Z][\w]*)\$\$(?:Lambda|Enhancer|FastClass|Spring)/.exec(name);
  if (maker) {
    return own(maker[1]);
  }
  // Kotlin and Clojure have functions outside of classes.
  return slash > 0 && STANDARD.test(name) && name.includes('.', slash) ? runtime(name.slice(0, slash)) : undefined;
}

function ofPackage(path: string): Origin {
  const dotted = path.replaceAll('/', '.');
  return STANDARD.test(dotted) ? runtime(path) : LIBRARY.test(dotted) ? library(path) : own(path);
}
