import { treeOf } from '../../pkg/calltree/testing/trees';
import { writeFlameGraphResponse } from '../../pkg/pyroscope/flamegraph/flamegraphWriter';
import { levelsFromCallTree } from '../../pkg/pyroscope/flamegraph/levels';
import { CPU, expect, test } from './fixtures';

const MS = 1_000_000;
const STRIPPED = treeOf(
  [['_start', 'main', 'nginx+0x55d0', 'nginx+0x5610', 'libcrypto.so.3!0xab10'], 500 * MS],
  [['_start', 'main', 'nginx+0x55d0', 'libcrypto.so.3!0xcd20'], 100 * MS],
  [['_start', 'main', 'ngx_http_handler'], 400 * MS]
);

for (const { theme, width } of [
  { theme: 'dark', width: 1500 },
  { theme: 'light', width: 420 },
] as const) {
  test(`functions without a name are said by binary: ${theme}, ${width} px`, async ({
    page,
    panel,
    addAnswer,
    explore,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const uid = await addAnswer(writeFlameGraphResponse(levelsFromCallTree(STRIPPED)));
    await explore(
      { profileTypeId: CPU, labelSelector: '{service_name="nginx"}', queryType: 'profile' },
      { uid, theme }
    );
    await panel.painted();
    const notice = page.getByTestId('hotpath-unnamed');
    await expect(notice).toContainText('60 % is spent in functions without a name');
    await expect(notice).toHaveAttribute('title', /Debug symbols are missing for libcrypto\.so\.3 60 %/);
    if (width > 1000) {
      // Those of one binary have one colour, and are found by its name.
      await panel.search.fill('libcrypto');
      await expect(page.getByTestId('hotpath-matches')).toContainText('60 %');
    }
  });
}
