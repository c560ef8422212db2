import i18next from 'i18next';

// Grafana has done so before it loads a plugin.
i18next.init({ lng: 'en-US', resources: {}, initAsync: false });
