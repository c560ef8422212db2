import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  command?: string | string[];
  environment?: Record<string, string>;
  depends_on?: string[] | Record<string, { condition: string }>;
  volumes?: string[];
  configs?: Array<{ source: string; target: string }>;
  ports?: string[];
}

const compose = parse(read('docker-compose.yaml')) as {
  services: Record<string, Service>;
  configs: Record<string, { content: string }>;
  volumes: Record<string, unknown>;
};
const FOLDER = 'provisioning/datasources';
const provisioned = readdirSync(join(ROOT, FOLDER)).flatMap((file) => {
  const text = read(join(FOLDER, file));
  const { datasources } = parse(text) as {
    datasources: Array<{ uid: string; type: string; url: string; jsonData?: any }>;
  };
  return datasources;
});
const { services } = compose;

test('Tempo leads to a data source that is provisioned, of our type', () => {
  const { jsonData } = provisioned.find(({ type }) => type === 'tempo')!;
  const { datasourceUid, tags } = jsonData.tracesToProfiles;
  expect(provisioned.find(({ uid }) => uid === datasourceUid)?.type).toBe('hotpath-pyroscope-datasource');
  expect(tags).toEqual([{ key: 'service.name', value: 'service_name' }]);
});

test('Grafana gets the addresses that its data sources are provisioned with, each of a service that is started', () => {
  for (const { url } of provisioned) {
    const [, name] = url.match(/^\$\{(\w+)\}$/)!;
    const address = new URL(services.grafana.environment![name]);
    expect(Object.keys(services)).toContain(address.hostname);
  }
});

test('the traced service sends to where the others listen', () => {
  const { environment = {}, command } = services['traced-service'];
  const tempo = parse(compose.configs.tempo.content);
  const { protocols } = tempo.distributor.receivers.otlp;
  const otlp = new URL(environment.OTLP_URL);
  expect([otlp.hostname, `0.0.0.0:${otlp.port}`]).toEqual(['tempo', protocols.http.endpoint]);
  expect(environment.PYROSCOPE_URL).toBe(services.grafana.environment!.PYROSCOPE_URL);
  expect(new URL(services.grafana.environment!.TEMPO_URL).port).toBe(`${tempo.server.http_listen_port}`);
  const script = String(command)
    .split(' ')
    .find((word) => word.endsWith('.ts'))!;
  expect(existsSync(join(ROOT, script))).toBe(true);
});

test('what services depend on, mount and read is there', () => {
  for (const { depends_on = [], volumes = [], configs = [] } of Object.values(services)) {
    const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
    expect(Object.keys(services)).toEqual(expect.arrayContaining(needed));
    for (const [source] of volumes.map((volume) => volume.split(':'))) {
      // The plugin's service builds dist.
      const found = source.startsWith('.')
        ? source === './dist' || existsSync(join(ROOT, source))
        : source in compose.volumes;
      expect([source, found]).toEqual([source, true]);
    }
    for (const { source } of configs) {
      expect(compose.configs).toHaveProperty(source);
    }
  }
});
