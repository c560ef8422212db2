import CopyWebpackPlugin from 'copy-webpack-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import { SubresourceIntegrityPlugin } from 'webpack-subresource-integrity';
import VirtualModulesPlugin from 'webpack-virtual-modules';
import { BannerPlugin, type Configuration } from 'webpack';

import baseConfig, { type Env } from './.config/webpack/webpack.config.ts';
import { getPluginJson } from './.config/bundler/utils.ts';
import { BundledLicenses } from './build/BundledLicenses.ts';
import { localeFiles } from './build/localeFiles.ts';

/*
 * create-plugin's own configuration serves a single plugin. The data source and the panel are nested in the app, which
 * needs four things besides:
 *  - chunks and workers are emitted into the app's folder, while a nested module is served under its own id, so the
 *    public path is always the app's;
 *  - a nested plugin's images are copied too;
 *  - each of the three gets the translations under its own id;
 *  - only the entries are AMD modules: with a global `output.library` a worker chunk would be wrapped in `define()`.
 */
const config = async (env: Env): Promise<Configuration> => {
  const base = await baseConfig(env);
  const appId: string = getPluginJson().id;
  const { library: _library, ...output } = base.output ?? {};
  const entry = Object.fromEntries(
    Object.entries(base.entry as Record<string, string>).map(([name, file]) => [
      name,
      { import: file, library: { type: 'amd' } },
    ])
  );
  // One file, from the app's folder, whichever plugin starts the worker.
  const treeWorker = { import: '../pkg/treework/worker.ts', chunkLoading: false as const };
  const plugins = (base.plugins ?? [])
    .filter((plugin) => !(plugin instanceof VirtualModulesPlugin || plugin instanceof SubresourceIntegrityPlugin))
    // What made the plugin is said once, in the app's own module: a panel would load it twice more.
    .map((plugin) =>
      plugin instanceof BannerPlugin ? new BannerPlugin({ ...plugin.options, include: /^module\.js/ }) : plugin
    );
  return {
    ...base,
    entry: { ...entry, treeWorker },
    // Short marks: those of all files are in each file that loads others, and do not compress.
    output: { ...output, ...(env.production ? { chunkFilename: '[name].js?_cache=[contenthash:6]' } : {}) },
    externalsType: 'amd',
    // The plugins find each other's chunks on the page, and the latest of a module is the one for all of them: what one
    // plugin does not use of it, another may.
    optimization: {
      ...base.optimization,
      minimizer: [smallest],
      usedExports: 'global',
      // A library comes with the one chunk that uses it: each chunk more is a sum in the files that load it.
      splitChunks: { cacheGroups: { defaultVendors: false } },
    },
    module: { ...base.module, rules: modernRules(base) },
    plugins: [
      ...plugins,
      new VirtualModulesPlugin({ 'node_modules/grafana-public-path.js': publicPathModule(appId) }),
      new CopyWebpackPlugin({
        patterns: [{ from: '**/img/*.{svg,png}', to: '.', noErrorOnMissing: true }, ...localeFiles('src', 'locales')],
      }),
      // Each file holds the sums of those that it loads, and not of all: they do not compress.
      new SubresourceIntegrityPlugin({ hashFuncNames: ['sha256'], hashLoading: 'lazy' }),
      new BundledLicenses(),
    ],
  };
};

/** The scaffold's, for newer browsers, and so that the result is small when it is compressed. */
const smallest = new TerserPlugin({
  terserOptions: {
    format: { comments: (_, { type, value }) => type === 'comment2' && value.trim().startsWith('[create-plugin]') },
    compress: { drop_console: ['log', 'info'], ecma: 2020, passes: 3, sequences: false },
  },
});

/** The scaffold compiles to ES2015, where every `await` becomes a state machine; Grafana 12 itself needs newer browsers. */
function modernRules(base: Configuration) {
  return (base.module?.rules ?? []).map((rule) => {
    const use = (rule as { use?: { loader?: string; options?: { jsc?: object } } }).use;
    return use?.loader === 'swc-loader'
      ? {
          ...(rule as object),
          use: { ...use, options: { ...use.options, jsc: { ...use.options?.jsc, target: 'es2022' } } },
        }
      : rule;
  });
}

/** `module.uri` is absolute, or relative inside Grafana's front-end sandbox; both end in the id of the plugin that loads. */
function publicPathModule(appId: string): string {
  return `
import amdMetaModule from 'amd-module';

const uri = (amdMetaModule && amdMetaModule.uri) || 'public/plugins/${appId}/module.js';
const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
const match = folder.match(/^(.*public\\/plugins\\/)[^/]+\\//);
__webpack_public_path__ = match ? match[1] + '${appId}/' : folder;
`;
}

export default config;
