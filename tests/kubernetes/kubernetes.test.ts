import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseAlloy } from './alloy';
import { alloyFaults, type Component } from './alloyFaults';
import { schemaFaults, type Schema } from './schema';

const FOLDER = join(__dirname, '../../examples/kubernetes');
const facts = (name: string) => JSON.parse(readFileSync(join(__dirname, 'facts', `${name}.json`), 'utf8'));
const { components } = facts('alloy') as { components: Record<string, Component> };
const charts = facts('charts') as Record<string, { values: Names }>;
const pyroscope = facts('pyroscope') as { flags: string[]; configuration: Names; limits: Names };
const { definitions } = facts('kubernetes') as { definitions: Record<string, Schema> };

/** A chart's values: the kind of each, `*` where anything may stand. */
type Names = { [name: string]: Names | string };

const CHART_OF: Record<string, string> = {
  'alloy-ebpf.yaml': 'alloy',
  'alloy-scrape.yaml': 'alloy',
  'grafana.yaml': 'grafana',
  'pyroscope-microservices.yaml': 'pyroscope',
  'pyroscope-single.yaml': 'pyroscope',
};
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
const values = (file: string) => parse(readFileSync(join(FOLDER, file), 'utf8'));
const alloyText = (file: string): string => values(file).alloy.configMap.content;

function unknownValues(value: unknown, names: Names | string, where: string): string[] {
  if (typeof names === 'string') {
    return names === '*' || typeof value === names || where.startsWith('pyroscope.extraArgs')
      ? []
      : [`${where} is ${typeof value}, not ${names}`];
  }
  return Object.entries(value as object).flatMap(([name, inner]) =>
    name in names ? unknownValues(inner, names[name], `${where}.${name}`) : [`${where}.${name} does not exist`]
  );
}

/** Where a part of some values is, and which of Kubernetes' definitions it has to be. */
const PARTS: Record<string, Array<[path: string[], definition: string, list: boolean]>> = {
  alloy: [
    [['controller', 'tolerations'], 'Toleration', true],
    [['controller', 'volumes', 'extra'], 'Volume', true],
    [['alloy', 'securityContext'], 'SecurityContext', false],
    [['alloy', 'mounts', 'extra'], 'VolumeMount', true],
    [['alloy', 'extraEnv'], 'EnvVar', true],
    [['alloy', 'resources'], 'ResourceRequirements', false],
  ],
  grafana: [[['extraInitContainers'], 'Container', true]],
  pyroscope: [
    [['pyroscope', 'extraEnvFrom'], 'EnvFromSource', true],
    [['pyroscope', 'resources'], 'ResourceRequirements', false],
  ],
};

it('knows the chart of each file of values', () => {
  expect(Object.keys(CHART_OF).sort()).toEqual(files.sort());
});

describe.each(files)('%s', (file) => {
  const chart = CHART_OF[file];
  const given = values(file);

  it('sets values that the chart has', () => {
    const { extraArgs: _, structuredConfig, tenantOverrides, ...pyroscopeValues } = given.pyroscope ?? {};
    const rest = given.pyroscope ? { ...given, pyroscope: pyroscopeValues } : given;
    expect(unknownValues(rest, charts[chart].values, chart)).toEqual([]);
    expect(unknownValues(structuredConfig ?? {}, pyroscope.configuration, 'structuredConfig')).toEqual([]);
    for (const [tenant, limits] of Object.entries<object>(tenantOverrides ?? {})) {
      expect(unknownValues(limits, pyroscope.limits, tenant)).toEqual([]);
    }
  });

  it('has parts of a pod as Kubernetes defines them', () => {
    const faults = PARTS[chart].flatMap(([path, definition, list]) => {
      const part = path.reduce<any>((inner, name) => inner?.[name], given);
      const schema = list ? { type: 'array', items: { $ref: definition } } : { $ref: definition };
      return part === undefined ? [] : schemaFaults(part, schema, definitions, path.join('.'));
    });
    expect(faults).toEqual([]);
  });
});

it('gives Pyroscope flags that it has', () => {
  const flags = files.flatMap((file) => Object.keys(values(file).pyroscope?.extraArgs ?? {}));
  expect(flags.filter((flag) => !pyroscope.flags.includes(flag))).toEqual([]);
});

it.each(['alloy-ebpf.yaml', 'alloy-scrape.yaml'])('%s has a configuration that Alloy takes', (file) => {
  const blocks = parseAlloy(alloyText(file));
  expect(blocks.length).toBeGreaterThan(2);
  expect(alloyFaults(blocks, components)).toEqual([]);
  // The variables that it reads are those that the container has.
  const read = [...alloyText(file).matchAll(/sys\.env\("(\w+)"\)/g)].map(([, name]) => name);
  expect((values(file).alloy.extraEnv ?? []).map(({ name }: { name: string }) => name)).toEqual(read);
});

it('mounts volumes that are there', () => {
  const { controller, alloy } = values('alloy-ebpf.yaml');
  const named = (list: Array<{ name: string }>) => list.map(({ name }) => name).sort();
  expect(named(alloy.mounts.extra)).toEqual(named(controller.volumes.extra));
});

describe('the checks', () => {
  const ebpf = alloyText('alloy-ebpf.yaml');

  it.each([
    ['an argument', ebpf.replace('demangle ', 'demagle '), 'pyroscope.ebpf has no argument demagle'],
    ['a component', ebpf.replace('pyroscope.ebpf', 'pyroscope.epbf'), 'there is no component pyroscope.epbf'],
    ['a block', ebpf.replace('selectors {', 'selector {'), 'discovery.kubernetes has no block selector'],
    [
      'a reference',
      ebpf.replace('.containers.output', '.container.output'),
      'nothing exports discovery.relabel.container',
    ],
    ['what is required', ebpf.replace(/forward_to.*\n/, ''), 'pyroscope.ebpf needs forward_to'],
    [
      'what has no effect',
      ebpf.replace('demangle ', 'pid_cache_size '),
      'pid_cache_size of pyroscope.ebpf has no effect',
    ],
    ['a label', ebpf.replace('pyroscope.ebpf "node"', 'pyroscope.ebpf'), 'pyroscope.ebpf needs a label'],
  ])('tell %s that is wrong', (_, text, said) => {
    expect(alloyFaults(parseAlloy(text), components).join('\n')).toContain(said);
  });

  it.each([
    ['a = [1, 2\nb = 3', 'line 2: expected ], found "b"'],
    ['a {\n  b = 1 c = 2\n}', 'line 2: expected a new line, found "c"'],
    ['a {\n', 'line 2: expected a name, found "the end"'],
    ["a = 'x'", `line 1: "'" is not of Alloy's grammar`],
  ])('refuse %j', (text, said) => {
    expect(() => parseAlloy(text)).toThrow(said);
  });

  it('read expressions, objects, comments and calls', () => {
    const text =
      'a.b "c" {\n  d = [e.f.g, {"h" = i.j.k, l = -1 + 2,},] // m\n  n = sys.env("O") + concat(p.q.r, [])[0]\n}';
    const [{ attributes }] = parseAlloy(text);
    expect(attributes.map(({ name, references }) => [name, references])).toEqual([
      ['d', ['e.f.g', 'i.j.k']],
      ['n', ['p.q.r']],
    ]);
  });

  it('tell parts of a pod that do not exist, are missing or of another kind', () => {
    const faults = (value: unknown) => schemaFaults(value, { $ref: 'EnvVar' }, definitions, 'env');
    expect(faults({ name: 'A', valuefrom: {} })).toEqual(['env has valuefrom, which does not exist']);
    expect(faults({ value: 'x' })).toEqual(['env has no name']);
    expect(faults({ name: 'A', value: 3 })).toEqual(['env.value is integer, not string or null']);
  });

  it('tell values that a chart has not', () => {
    const known = charts.alloy.values;
    expect(unknownValues({ alloy: { extraEnvs: [] } }, known, 'alloy')).toEqual([
      'alloy.alloy.extraEnvs does not exist',
    ]);
    expect(unknownValues({ controller: { hostPID: 'yes' } }, known, 'alloy')).toEqual([
      'alloy.controller.hostPID is string, not boolean',
    ]);
  });
});
