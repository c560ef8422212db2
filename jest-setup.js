// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';
import { configure } from '@testing-library/react';

// How long an element may take to appear says nothing about the code on a machine that does other things as well.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);

// jsdom has none, which every browser has; what is cloned here is plain.
globalThis.structuredClone ??= (value) => JSON.parse(JSON.stringify(value));
