/** Stands in for Grafana's assistant, which the flame graph asks for a button that is not shown here. */
export const OpenAssistantButton = () => null;
