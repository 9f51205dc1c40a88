SITEURL = 'https://pelican.example'
