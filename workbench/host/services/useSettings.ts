import { useSyncExternalStore } from 'react';
import { getSettings, onSettingsChange } from './frontendSettings';

export function useSettings() {
  return useSyncExternalStore(onSettingsChange, getSettings);
}
