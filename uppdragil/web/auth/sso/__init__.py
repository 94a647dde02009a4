"""Single sign-on by OpenID Connect: allauth's provider, with every answer read strictly."""
