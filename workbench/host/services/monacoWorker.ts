import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker?worker';

export function setUpMonaco(): void {
  window.MonacoEnvironment = { getWorker: () => new EditorWorker() };
}
