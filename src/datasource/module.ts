import { DataSourcePlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { DATASOURCE_PLUGIN_ID } from '../frames/profileMeta';
import { ConfigEditor } from './settings/ConfigEditor';
import { PyroscopeDataSource } from './datasource';
import type { PyroscopeOptions, PyroscopeQuery } from './query/query';
import { QueryEditor } from './editor/QueryEditor';

// Sentences fall back to English until then, so nothing waits for it.
void initPluginTranslations(DATASOURCE_PLUGIN_ID);

export const plugin = new DataSourcePlugin<PyroscopeDataSource, PyroscopeQuery, PyroscopeOptions>(PyroscopeDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
