import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaDataUnstable from '@grafana/data/unstable';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaRuntimeUnstable from '@grafana/runtime/unstable';
import * as grafanaUi from '@grafana/ui';
import * as grafanaUiUnstable from '@grafana/ui/unstable';
import i18next from 'i18next';
import jquery from 'jquery';
import lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- plugins are given the moment that @grafana/data uses
import moment from 'moment';
import * as react from 'react';
import * as reactDom from 'react-dom';
import * as reactDomClient from 'react-dom/client';
import * as reactInlineSvg from 'react-inlinesvg';
import * as reactRedux from 'react-redux';
import * as reactRouterDom from 'react-router-dom';
import * as reactRouterCompat from 'react-router-dom-v5-compat';
import * as jsxDevRuntime from 'react/jsx-dev-runtime';
import * as jsxRuntime from 'react/jsx-runtime';
import * as redux from 'redux';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';
import { PluginPage } from '../pages/PluginPage';

type Module = Record<string, unknown>;

/** An AMD module sees a CommonJS package's own value as the module, and `default` besides. */
const commonJs = (value: object): Module => ({ ...(value as Module), default: value, __useDefault: value });

/** What a built plugin may ask its host for, by the names Grafana shares them under. */
export const sharedDependencies: Record<string, Module> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/data/unstable': grafanaDataUnstable,
  // The public package offers no way to set this component, so the module that plugins get carries ours.
  '@grafana/runtime': { ...grafanaRuntime, PluginPage },
  '@grafana/runtime/unstable': grafanaRuntimeUnstable,
  '@grafana/ui': grafanaUi,
  '@grafana/ui/unstable': grafanaUiUnstable,
  jquery: commonJs(jquery),
  lodash: commonJs(lodash),
  moment: commonJs(moment),
  react,
  'react/jsx-runtime': jsxRuntime,
  'react/jsx-dev-runtime': jsxDevRuntime,
  'react-dom': reactDom,
  'react-dom/client': reactDomClient,
  'react-inlinesvg': reactInlineSvg,
  'react-redux': reactRedux,
  // What Grafana calls react-router is version 6 by its version 5 bridge.
  'react-router': reactRouterCompat,
  'react-router-dom': reactRouterDom,
  redux,
  rxjs,
  'rxjs/operators': rxjsOperators,
};

/** Large and seldom asked for, or made only later: fetched when asked for. */
export const lazySharedDependencies: Record<string, () => Promise<Module>> = {
  d3: () => import('d3'),
  // Grafana shares the instance itself: what a plugin gets is a copy of its members as they are when it loads.
  i18next: () => Promise.resolve({ ...i18next } as unknown as Module),
  prismjs: () => import('prismjs'),
  'react-dom/server': () => import('react-dom/server'),
  slate: () => import('slate'),
  'slate-plain-serializer': () => import('slate-plain-serializer'),
  'slate-react': () => import('slate-react'),
};
