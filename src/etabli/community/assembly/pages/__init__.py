"""The pages of assemblies, in the order of their life."""
