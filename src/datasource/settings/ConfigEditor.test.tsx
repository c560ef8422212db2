import React, { useState } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { frozen } from '../testing/frozen';
import { giveSizes } from '../testing/showEditor';
import { ConfigEditor, urlProblem } from './ConfigEditor';
import type { PyroscopeOptions } from '../query/query';

type Settings = DataSourceSettings<PyroscopeOptions, { basicAuthPassword?: string }>;

function show(initial: Partial<Settings> = {}) {
  const saved: Settings[] = [];
  function Page() {
    const [options, setOptions] = useState({ url: '', jsonData: {}, secureJsonFields: {}, ...initial } as Settings);
    return (
      <ConfigEditor
        options={frozen(options)}
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

beforeAll(giveSizes);

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
    await userEvent.click(screen.getByLabelText('Authentication method'));
    await userEvent.keyboard('basic{Enter}');
    await userEvent.type(screen.getByLabelText('User'), 'me');
    await userEvent.type(screen.getByLabelText('Password'), 'pw');
    expect(latest()).toMatchObject({
      basicAuth: true,
      basicAuthUser: 'me',
      secureJsonData: { basicAuthPassword: 'pw' },
    });
    expect(latest().jsonData).toEqual({ oauthPassThru: false });
  });

  it('lets a saved password be replaced', async () => {
    const { latest } = show({ basicAuth: true, secureJsonFields: { basicAuthPassword: true } });
    await userEvent.click(screen.getByRole('button', { name: /reset/i }));
    expect(latest()).toMatchObject({
      secureJsonFields: { basicAuthPassword: false },
      secureJsonData: { basicAuthPassword: '' },
    });
  });

  it('saves the tenant as a header, beside others', async () => {
    const { latest } = show();
    await userEvent.click(screen.getByRole('button', { name: 'Add HTTP header' }));
    await userEvent.type(screen.getByLabelText('Header'), 'X-Team');
    await userEvent.type(screen.getByLabelText('Header value'), 'b');
    await userEvent.type(screen.getByLabelText(/Tenant/, { selector: 'input' }), 'team-a');
    expect(latest().jsonData).toEqual({ httpHeaderName1: 'X-Team', httpHeaderName2: 'X-Scope-OrgID' });
    expect(latest().secureJsonData).toEqual({ httpHeaderValue1: 'b', httpHeaderValue2: 'team-a' });
  });

  it('keeps what Grafana would not read before the headers that still have no name', async () => {
    const { latest } = show();
    const add = screen.getByRole('button', { name: 'Add HTTP header' });
    await userEvent.click(add);
    await userEvent.click(add);
    await userEvent.type(screen.getByLabelText(/Tenant/, { selector: 'input' }), 'team-a');
    expect(latest().jsonData).toMatchObject({ httpHeaderName1: 'X-Scope-OrgID', httpHeaderName2: '' });
    expect(latest().secureJsonData).toMatchObject({ httpHeaderValue1: 'team-a' });
    expect(screen.queryByText(/Name this header/)).not.toBeInTheDocument();
    await userEvent.type(screen.getAllByLabelText('Header')[1], 'X-Team');
    expect(screen.getByText(/Name this header or remove it/)).toBeInTheDocument();
    expect(screen.getAllByLabelText('Header')[0]).toBeInvalid();
  });

  it('removes a header without a gap, and asks again for the value that moved', async () => {
    const { latest } = show({
      jsonData: { httpHeaderName1: 'A', httpHeaderName2: 'B', timeout: 3 } as never,
      secureJsonFields: { httpHeaderValue1: true, httpHeaderValue2: true, basicAuthPassword: true },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Remove header A' }));
    expect(latest().jsonData).toEqual({ httpHeaderName1: 'B', timeout: 3 });
    expect(latest().secureJsonFields).toEqual({ httpHeaderValue1: false, basicAuthPassword: true });
    expect(screen.getByLabelText('Header value')).toHaveValue('');
  });

  it('saves a step only when it is one', async () => {
    const { latest } = show();
    const step = screen.getByLabelText(/Minimum step/);
    await userEvent.type(step, '30');
    expect(screen.getByText(/Enter a number and a unit/)).toBeInTheDocument();
    await userEvent.type(step, 's');
    expect(latest().jsonData.minStep).toBe('30s');
    expect(screen.queryByText(/Enter a number and a unit/)).not.toBeInTheDocument();
  });

  it('saves what queries ask for by default, and says what cannot be', async () => {
    const { latest } = show();
    await userEvent.type(screen.getByLabelText(/Max nodes/), '5000000');
    expect(screen.getByText(/from 1 to 1,048,576/)).toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText(/Max nodes/));
    await userEvent.type(screen.getByLabelText(/Max nodes/), '2048');
    await userEvent.type(screen.getByLabelText(/Default profile type/), 'wall');
    expect(screen.getByText(/five parts/)).toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText(/Default profile type/));
    await userEvent.type(screen.getByLabelText(/Default profile type/), 'wall:wall:nanoseconds:wall:nanoseconds');
    expect(latest().jsonData).toEqual({ maxNodes: 2048, defaultProfileType: 'wall:wall:nanoseconds:wall:nanoseconds' });
  });

  it('lets the additional settings of a provisioned data source be read', () => {
    show({ readOnly: true, jsonData: { timeout: 7 } });
    expect(screen.getByLabelText(/Timeout/)).toHaveValue('7');
    expect(screen.getByLabelText(/Timeout/)).toBeDisabled();
  });

  it('saves timeout and TLS settings beside what else is there', async () => {
    const { latest } = show({ jsonData: { keepCookies: ['a'] } });
    await userEvent.click(screen.getByRole('button', { name: 'Additional settings' }));
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
    ['http://', /valid URL/],
    ['http://a b', /valid URL/],
  ])('%s', (url, problem) => {
    if (problem === undefined) {
      expect(urlProblem(url)).toBeUndefined();
    } else {
      expect(urlProblem(url)).toMatch(problem);
    }
  });
});
