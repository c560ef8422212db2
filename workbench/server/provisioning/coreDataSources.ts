import type { InstalledPlugin } from '../plugins';

/** Grafana's own data sources that the host page has a view for. Their code is Grafana's; nothing of it is in dist/. */
export const coreDataSources: InstalledPlugin[] = [
  {
    id: 'tempo',
    type: 'datasource',
    folder: '',
    routes: [],
    meta: {
      id: 'tempo',
      type: 'datasource',
      name: 'Tempo',
      module: 'core:plugin/tempo',
      baseUrl: 'public/plugins/tempo',
      tracing: true,
      info: {
        version: '',
        description: 'Traces',
        links: [],
        screenshots: [],
        logos: {
          small: 'public/build/img/icons/custom/gf-traces.svg',
          large: 'public/build/img/icons/custom/gf-traces.svg',
        },
      },
    },
  },
];
