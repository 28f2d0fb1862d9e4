"""The core of SOK-tafel: everything that is true without a screen."""
