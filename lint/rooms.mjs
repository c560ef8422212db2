/**
 * Which way imports run, by folder or file: what each may import beside itself. The map with the reasons is
 * docs/design.md. Tests may import anything.
 */
export const rooms = {
  'pkg/calltree': [],
  'pkg/pyroscope': ['pkg/calltree'],
  // Of the wire only what reads protobuf fields.
  'pkg/formats': ['pkg/calltree', 'pkg/pyroscope/messageReader.ts', 'pkg/pyroscope/errors.ts'],
  'pkg/flamegraph': ['pkg/calltree'],
  'pkg/statistics': [],
  // Of the picture only whose functions are, which the page would have to find out before it draws.
  'pkg/treework': ['pkg/calltree', 'pkg/pyroscope', 'pkg/flamegraph/origin.ts'],
  'pkg/longrange': ['pkg/calltree', 'pkg/pyroscope', 'pkg/treework'],
  'pkg/judgement': ['pkg/calltree', 'pkg/pyroscope', 'pkg/statistics'],
  'pkg/profile-server': ['pkg/calltree', 'pkg/pyroscope', 'pkg/formats'],
  'pkg/cli': [
    'pkg/calltree',
    'pkg/pyroscope',
    'pkg/formats',
    'pkg/judgement',
    'pkg/longrange',
    // Trees are read and added up as in the plugin, where no worker starts.
    'pkg/treework',
  ],

  'src/loading': ['src/wording'],
  'src/explorePane.ts': [],
  'src/exploreLink.ts': [],
  'src/dataSources.ts': [],
  'src/useStable.ts': [],
  'src/wording': ['pkg/calltree', 'pkg/flamegraph', 'pkg/pyroscope'],
  'src/frames': ['pkg/calltree', 'pkg/judgement'],
  'src/tempo': ['src/wording'],

  'src/module.ts': ['src/app', 'src/frames', 'src/loading', 'src/wording'],
  'src/app': [
    'pkg/pyroscope',
    'src/dataSources.ts',
    'src/datasource/public.ts',
    'src/exploreLink.ts',
    'src/frames',
    'src/loading',
    'src/tempo',
    'src/wording',
  ],
  'src/panel': [
    'pkg/calltree',
    'pkg/flamegraph',
    // What is exported; fetched with the dialog.
    'pkg/formats',
    // How sure few samples make a share.
    'pkg/statistics',
    'pkg/treework',
    'src/exploreLink.ts',
    'src/explorePane.ts',
    'src/frames',
    'src/loading',
    'src/useStable.ts',
    'src/wording',
  ],

  // query → server → answer, and `datasource.ts` alone sees all of them.
  'src/datasource/query': ['pkg/pyroscope', 'src/wording'],
  'src/datasource/server': [
    'pkg/calltree',
    'pkg/longrange',
    'pkg/pyroscope',
    'pkg/treework',
    'src/loading',
    'src/wording',
    'src/datasource/query',
  ],
  'src/datasource/answer': [
    'pkg/calltree',
    // Lines of functions, which pprof files alone have.
    'pkg/formats',
    'pkg/pyroscope',
    // Whether a change is one.
    'pkg/judgement',
    'pkg/longrange',
    'pkg/treework',
    'src/dataSources.ts',
    'src/exploreLink.ts',
    'src/frames',
    'src/loading',
    'src/tempo',
    'src/wording',
    'src/datasource/query',
    'src/datasource/server',
  ],
  'src/datasource/editor': [
    'pkg/pyroscope',
    'src/explorePane.ts',
    'src/loading',
    'src/wording',
    'src/datasource/query',
    'src/datasource/server',
  ],
  'src/datasource/settings': ['pkg/pyroscope', 'src/wording', 'src/datasource/query'],
  'src/datasource/importExport': ['pkg/pyroscope', 'src/datasource/query'],
  'src/datasource/variables': [
    'pkg/pyroscope',
    'src/loading',
    'src/wording',
    'src/datasource/query',
    'src/datasource/server',
    'src/datasource/editor',
  ],
  'src/datasource/annotations': [
    'src/loading',
    'src/wording',
    'src/datasource/query',
    'src/datasource/answer',
    'src/datasource/editor',
  ],
  'src/datasource/datasource.ts': ['pkg/longrange', 'pkg/pyroscope', 'src/frames', 'src/loading', 'src/datasource'],
  'src/datasource/public.ts': ['pkg/pyroscope', 'src/datasource/editor', 'src/datasource/server'],
  'src/datasource/module.ts': [
    'src/frames',
    'src/loading',
    'src/wording',
    // The panel is on its way while the server still answers, and gets ready.
    'src/panel/loadPanel.ts',
    'src/datasource',
  ],
  'src/datasource/WarmingEditor.tsx': ['src/loading', 'src/panel/loadPanel.ts', 'src/useStable.ts', 'src/datasource'],

  // The page loads what was built, as Grafana does.
  'workbench/host': [],
};
