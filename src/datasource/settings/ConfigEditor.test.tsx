import React, { useState } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigEditor, urlProblem } from './ConfigEditor';
import type { PyroscopeOptions } from '../query';

type Settings = DataSourceSettings<PyroscopeOptions, { basicAuthPassword?: string }>;

function show(initial: Partial<Settings> = {}) {
  const saved: Settings[] = [];
  function Page() {
    const [options, setOptions] = useState({ url: '', jsonData: {}, secureJsonFields: {}, ...initial } as Settings);
    return (
      <ConfigEditor
        options={options}
        onOptionsChange={(next) => {
          saved.push(next);
          setOptions(next);
        }}
      />
    );
  }
  render(<Page />);
  return { latest: () => saved[saved.length - 1], saved };
}

describe('ConfigEditor', () => {
  it('takes a URL by keyboard and says what is wrong with it', async () => {
    const { latest } = show();
    await userEvent.tab();
    const url = screen.getByLabelText(/URL/);
    expect(url).toHaveFocus();
    expect(url).toHaveAttribute('placeholder', 'http://localhost:4040');
    await userEvent.keyboard('pyro:4040');
    expect(screen.getByText(/Start the address with http/)).toBeInTheDocument();
    await userEvent.clear(url);
    await userEvent.keyboard('http://pyro:4040');
    expect(latest().url).toBe('http://pyro:4040');
    expect(screen.queryByText(/Start the address/)).not.toBeInTheDocument();
  });

  it('asks for user and password only with basic authentication, and keeps the password secret', async () => {
    const { latest } = show();
    expect(screen.queryByLabelText('User')).not.toBeInTheDocument();
    await userEvent.click(screen.getByLabelText('Basic authentication'));
    await userEvent.type(screen.getByLabelText('User'), 'me');
    await userEvent.type(screen.getByLabelText('Password'), 'pw');
    expect(latest()).toMatchObject({
      basicAuth: true,
      basicAuthUser: 'me',
      secureJsonData: { basicAuthPassword: 'pw' },
    });
    expect(latest().jsonData).toEqual({});
  });

  it('lets a saved password be replaced', async () => {
    const { latest } = show({ basicAuth: true, secureJsonFields: { basicAuthPassword: true } });
    await userEvent.click(screen.getByRole('button', { name: /reset/i }));
    expect(latest()).toMatchObject({
      secureJsonFields: { basicAuthPassword: false },
      secureJsonData: { basicAuthPassword: '' },
    });
  });

  it('saves a header as name and secret value', async () => {
    const { latest } = show();
    expect(screen.getByText(/X-Scope-OrgID/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /add header/i }));
    await userEvent.type(screen.getByPlaceholderText('X-Custom-Header'), 'X-Scope-OrgID');
    await userEvent.type(screen.getByPlaceholderText('Header Value'), 'team-a');
    await userEvent.tab();
    expect(latest().jsonData).toMatchObject({ httpHeaderName1: 'X-Scope-OrgID' });
    expect(latest().secureJsonData).toMatchObject({ httpHeaderValue1: 'team-a' });
  });

  it('saves a step only when it is one', async () => {
    const { latest } = show();
    const step = screen.getByLabelText(/Minimal step/);
    await userEvent.type(step, '30');
    expect(screen.getByText(/Write a number and a unit/)).toBeInTheDocument();
    await userEvent.type(step, 's');
    expect(latest().jsonData.minStep).toBe('30s');
    expect(screen.queryByText(/Write a number and a unit/)).not.toBeInTheDocument();
  });

  it('saves timeout and TLS settings beside what else is there', async () => {
    const { latest } = show({ jsonData: { keepCookies: ['a'] } });
    await userEvent.type(screen.getByLabelText(/Timeout/), '60');
    await userEvent.click(screen.getByLabelText(/Skip TLS/));
    expect(latest().jsonData).toEqual({ keepCookies: ['a'], timeout: 60, tlsSkipVerify: true });
  });
});

describe('urlProblem', () => {
  it.each([
    ['', undefined],
    ['http://localhost:4040', undefined],
    ['https://pyroscope.example/prefix/', undefined],
    ['localhost:4040', /http:\/\//],
    ['http://', /address/],
    ['http://a b', /address/],
  ])('%s', (url, problem) => {
    if (problem === undefined) {
      expect(urlProblem(url)).toBeUndefined();
    } else {
      expect(urlProblem(url)).toMatch(problem);
    }
  });
});
