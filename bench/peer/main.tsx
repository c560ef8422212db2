import React from 'react';
import { createRoot } from 'react-dom/client';
import { createTheme, dataFrameFromJSON, ThemeContext, type DataFrameJSON } from '@grafana/data';
import { FlameGraph } from '@grafana/flamegraph';

const theme = createTheme({ colors: { mode: 'dark' } });

/** What the page does with a frame as Grafana's back end sends it: read it and draw it in the default view. */
async function show(): Promise<number> {
  const text = await (await fetch('/frame.json')).text();
  const start = performance.now();
  const frame = dataFrameFromJSON(JSON.parse(text) as DataFrameJSON);
  createRoot(document.getElementById('root')!).render(
    <ThemeContext.Provider value={theme}>
      <FlameGraph data={frame} getTheme={() => theme} />
    </ThemeContext.Provider>
  );
  while (!document.querySelector('[data-testid="flameGraph"] canvas, canvas')) {
    await nextFrame();
  }
  await nextFrame();
  return performance.now() - start;
}

/** Resolves when the next frame has been drawn. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
  });
}

Object.assign(window, { show, nextFrame });
