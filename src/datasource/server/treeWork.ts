import { startWorker } from '../../../pkg/treework/startWorker';
import { createTreeWork, type TreeWork } from '../../../pkg/treework/treeWork';

/** Where this build's files are; webpack's, and so absent in tests, where no worker starts. */
declare const __webpack_public_path__: string;
declare const __webpack_hash__: string;

/**
 * The page's worker and what it is asked; the second one is for who reads two large answers at the same time. The
 * plugins of a build are modules that know nothing of each other, so it stands where all of them look, under the build's
 * name: a page that has two builds open has one of each.
 */
export function pageTreeWork(which: '' | 'second' = ''): TreeWork {
  const build = typeof __webpack_hash__ === 'string' ? __webpack_hash__ : '';
  const page = globalThis as unknown as Record<symbol, TreeWork | undefined>;
  return (page[Symbol.for(`hotpath tree work ${build}${which}`)] ??= createTreeWork(() =>
    startWorker(`${__webpack_public_path__}treeWorker.js?_cache=${build}`)
  ));
}
