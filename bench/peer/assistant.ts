/** Stands in for Grafana's assistant, a peer dependency that draws nothing here. */
export const useAssistant = () => ({ isAvailable: false });
export const OpenAssistantButton = () => null;
export const createAssistantContextItem = () => ({});
export const useInlineAssistant = () => ({});
