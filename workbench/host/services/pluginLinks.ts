import { useMemo } from 'react';
import {
  type IconName,
  type PluginExtensionAddedLinkConfig,
  type PluginExtensionLink,
  PluginExtensionTypes,
} from '@grafana/data';
import { importAppPlugin } from '../loader/plugins';
import { getSettings } from './frontendSettings';
import { usePromise } from './usePromise';

interface Options {
  extensionPointId: string;
  /** What the place tells of itself. */
  context?: object;
  limitPerPlugin?: number;
}

/** A link of an app, with the attribute whose row it stands on where the place has rows. */
export type PluginLink = PluginExtensionLink & { group?: { name: string } };

/**
 * The links that apps add to a place. As in Grafana an app is loaded where its plugin.json declares the place, and a
 * link whose `configure` answers nothing is not shown.
 */
export function usePluginLinks({ extensionPointId, context, limitPerPlugin = Infinity }: Options): {
  links: PluginLink[];
  isLoading: boolean;
} {
  const { value, loading } = usePromise(useMemo(() => () => loadConfigs(extensionPointId), [extensionPointId]));
  const links = useMemo(() => {
    const perPlugin = new Map<string, number>();
    return (value ?? []).flatMap(({ pluginId, config }) => {
      const link = linkOf(pluginId, config, context);
      const shown = perPlugin.get(pluginId) ?? 0;
      if (!link || shown >= limitPerPlugin) {
        return [];
      }
      perPlugin.set(pluginId, shown + 1);
      return [link];
    });
  }, [value, context, limitPerPlugin]);
  return { links, isLoading: loading };
}

interface Added {
  pluginId: string;
  config: PluginExtensionAddedLinkConfig & { group?: { name: string } };
}

async function loadConfigs(point: string): Promise<Added[]> {
  const apps = Object.values(getSettings().apps).filter(({ extensions }) =>
    extensions?.addedLinks.some(({ targets }) => [targets].flat().includes(point))
  );
  const added = await Promise.all(
    apps.map(async ({ id }) => {
      const { addedLinkConfigs } = await importAppPlugin(id);
      return addedLinkConfigs
        .filter(({ targets }) => [targets].flat().includes(point))
        .map((config): Added => ({ pluginId: id, config }));
    })
  );
  return added.flat();
}

function linkOf(pluginId: string, { configure, ...config }: Added['config'], context?: object): PluginLink | undefined {
  const overrides = configure?.(context as never);
  if (configure && overrides === undefined) {
    return undefined;
  }
  const { title, description, path, icon, category, group } = { ...config, ...overrides };
  return {
    id: `${pluginId}-${title}`,
    type: PluginExtensionTypes.link,
    pluginId,
    title,
    description: description ?? '',
    path,
    icon: icon as IconName | undefined,
    category,
    group,
  };
}
