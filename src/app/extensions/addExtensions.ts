import { locationUtil, type AppPlugin } from '@grafana/data';
import { t } from '../../wording/t';
import {
  aroundQueries,
  compareRange,
  ofSpan,
  ofTrace,
  type QueriesContext,
  type SpanContext,
  type TraceContext,
} from './profileLinks';

/** Where Grafana shows a link; plugin.json declares the same titles, which Grafana compares while it is developed with. */
const HEADER = 'grafana/traceview/header/actions';
const ATTRIBUTES = 'grafana/traceview/resource-attributes';
const PANEL_MENU = 'grafana/dashboard/panel/menu';
const EXPLORE = 'grafana/explore/toolbar/action';
const PROFILE_ID = 'pyroscope.profile.id';

/** Links from Grafana's trace view, panel menus and Explore to profiles, each where a data source of ours could answer. */
export function addExtensions<T extends AppPlugin>(plugin: T): T {
  plugin
    .addLink<TraceContext>({
      targets: [HEADER],
      title: 'Profile of this trace',
      description: t('app.link.trace-is', 'Lists the spans of this trace with the CPU each took'),
      icon: 'gf-traces',
      path: PLACEHOLDER,
      configure: (context) => pathOr(ofTrace(context)),
    })
    .addLink<SpanContext>({
      targets: [ATTRIBUTES],
      title: 'Profile of this span',
      description: t('app.link.span-is', 'Opens the flame graph of this span'),
      // The row of this attribute: 12.3 looks at the category, later ones at the group.
      category: PROFILE_ID,
      ...({ group: { name: PROFILE_ID } } as object),
      path: PLACEHOLDER,
      configure: (context) => pathOr(ofSpan(context)),
    })
    .addLink<QueriesContext>({
      targets: [PANEL_MENU, EXPLORE],
      title: 'Profile around here',
      description: t('app.link.around-is', 'Opens the CPU profile of this service in this time range'),
      icon: 'gf-show-context',
      path: PLACEHOLDER,
      configure: (context) => pathOr(asPlaceTakes(context, aroundQueries(context))),
    })
    .addLink<QueriesContext>({
      targets: [PANEL_MENU, EXPLORE],
      // A panel's menu cuts a title of 25 characters and more.
      title: 'Compare with time before',
      description: t(
        'app.link.compare-is',
        'Compares the profiles of this time range with those of the range before, of the same length'
      ),
      icon: 'exchange-alt',
      path: PLACEHOLDER,
      configure: (context) => pathOr(asPlaceTakes(context, compareRange(context))),
    });
  return plugin;
}

/** Grafana wants a path at once, and takes the one that a place's own context gives. */
const PLACEHOLDER = '/explore';

/** Explore adds the base address of a Grafana under a sub-path itself; other places open what they are given. */
function asPlaceTakes(context: QueriesContext | undefined, path: string | undefined): string | undefined {
  return path !== undefined && context?.exploreId !== undefined ? locationUtil.stripBaseFromUrl(path) : path;
}

/** Undefined hides the link. */
function pathOr(path: string | undefined): { path: string } | undefined {
  return path === undefined ? undefined : { path };
}
