/// <reference types="vite/client" />

declare const __GRAFANA_VERSION__: string;

interface Window {
  __grafana_public_path__: string;
  grafanaBootData: unknown;
  /** The dashboard on the page. */
  __grafanaSceneContext?: import('@grafana/scenes').SceneObject;
  MonacoEnvironment?: { getWorker(moduleId: string, label: string): Worker };
}

declare module 'react-router-dom' {
  import type { ComponentType, ReactNode } from 'react';
  export const Router: ComponentType<{ history: unknown; children?: ReactNode }>;
}
declare module 'slate';
declare module 'slate-react';
declare module 'slate-plain-serializer';
declare module 'prismjs';
declare module 'd3';
/** Its own types are those of the libraries it was built with, which are neither line's. */
declare module '@grafana/flamegraph' {
  export const FlameGraph: import('react').ComponentType<{
    data: import('@grafana/data').DataFrame;
    getTheme: () => import('@grafana/data').GrafanaTheme2;
    showFlameGraphOnly?: boolean;
    disableCollapsing?: boolean;
  }>;
}
