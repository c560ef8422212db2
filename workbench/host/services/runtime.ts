import { AppEvents, EventBusSrv } from '@grafana/data';
import {
  setAppEvents,
  setBackendSrv,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setRunRequest,
  setTemplateSrv,
  locationService,
} from '@grafana/runtime';
import { importPanelPlugin, loadedPanelPlugin } from '../loader/plugins';
import { registerCorePanels } from '../pages/dashboard/scene/corePanels';
import { WorkbenchBackendSrv } from './backendSrv';
import { WorkbenchDataSourceSrv } from './dataSourceSrv';
import { usePluginLinks } from './pluginLinks';
import { runRequest } from './runRequest';
import { setUpStandardFieldConfig } from './standardFieldConfig';
import { WorkbenchTemplateSrv } from './templateSrv';
import { setUpTransformers } from './transformers';

export const appEvents = new EventBusSrv();
export const backendSrv = new WorkbenchBackendSrv({
  success: (message) => appEvents.publish({ type: AppEvents.alertSuccess.name, payload: [message] } as never),
  error: (message) => appEvents.publish({ type: AppEvents.alertError.name, payload: [message] } as never),
});
const templateSrv = new WorkbenchTemplateSrv();
export const dataSourceSrv = new WorkbenchDataSourceSrv();

/** Gives Grafana's runtime the services that plugins reach through it. */
export function setUpRuntime(): void {
  setAppEvents(appEvents as never);
  setBackendSrv(backendSrv);
  setTemplateSrv(templateSrv);
  setDataSourceSrv(dataSourceSrv);
  setRunRequest(runRequest);
  setEchoSrv({ flush() {}, addBackend() {}, addEvent() {} } as never);
  setLocationSrv({
    update: ({ partial, query = {}, path, replace }) =>
      partial || !path ? locationService.partial(query, replace) : locationService.push({ pathname: path }),
  });
  setPluginLinksHook(usePluginLinks);
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setPluginImportUtils({ importPanelPlugin, getPanelPluginFromCache: loadedPanelPlugin });
  setUpStandardFieldConfig();
  setUpTransformers();
  registerCorePanels();
}
