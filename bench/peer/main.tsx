import React from 'react';
import { createRoot } from 'react-dom/client';
import { createTheme, dataFrameFromJSON, ThemeContext, type DataFrameJSON } from '@grafana/data';
import { FlameGraph } from '@grafana/flamegraph';

const theme = createTheme({ colors: { mode: 'dark' } });

/** What the page does with a frame as Grafana's back end sends it: read it and draw it in the default view. */
async function show(): Promise<void> {
  const frame = dataFrameFromJSON((await (await fetch('/frame.json')).json()) as DataFrameJSON);
  createRoot(document.getElementById('root')!).render(
    <ThemeContext.Provider value={theme}>
      <FlameGraph data={frame} getTheme={() => theme} />
    </ThemeContext.Provider>
  );
}

void show();
