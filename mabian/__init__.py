"""The top of the platform: settings, addresses, processes. No models, no rules."""
