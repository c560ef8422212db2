import { DataSourcePlugin, type DataQueryRequest } from '@grafana/data';
import { DATASOURCE_PLUGIN_ID } from '../frames/profileMeta';
import { lazyComponent } from '../loading/lazyComponent';
import { loadPanel } from '../panel/loadPanel';
import { translateFor } from '../wording/t';
import { PyroscopeDataSource } from './datasource';
import { hasProfile, type PyroscopeOptions, type PyroscopeQuery } from './query/query';
import { WarmingEditor } from './WarmingEditor';

translateFor(DATASOURCE_PLUGIN_ID);

/** What Grafana makes data sources of: the panel's code is on its way while the server answers. */
class DataSource extends PyroscopeDataSource {
  override query(request: DataQueryRequest<PyroscopeQuery>) {
    const answer = super.query(request);
    if (request.targets.some(hasProfile)) {
      // Where it cannot be fetched, the panel says so itself.
      loadPanel().catch(() => undefined);
    }
    return answer;
  }
}

export const plugin = new DataSourcePlugin<PyroscopeDataSource, PyroscopeQuery, PyroscopeOptions>(DataSource)
  .setConfigEditor(
    lazyComponent(async () => (await import(/* webpackChunkName: "settings" */ './settings/ConfigEditor')).ConfigEditor)
  )
  .setQueryEditor(WarmingEditor);
