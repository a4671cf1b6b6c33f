"""The bulletin (通报): what it says, and how it goes into a template that people edit."""
